package io.tidemark.position.stage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the journal, to be applied again. */
sealed interface RecordedInput {

  long sequence();

  /** When it was applied, by the suite's clock. */
  Instant observedAt();

  /**
   * A configuration that came into force.
   *
   * @param document as it was written
   */
  record Configuration(long sequence, Instant observedAt, String document)
      implements RecordedInput {}

  /**
   * An event.
   *
   * @param subject the signal, order or command that it is of
   * @param document as it came
   */
  record Applied(
      long sequence,
      Instant observedAt,
      String topic,
      int partition,
      long offset,
      @Nullable UUID subject,
      String document)
      implements RecordedInput {}

  /** A stretch of a partition between two offsets, both included. */
  record Ticks(long sequence, Instant observedAt, String topic, int partition, long from, long to)
      implements RecordedInput {}

  /** Reads the columns of a row. */
  static RecordedInput of(ResultSet row) throws SQLException {
    long sequence = row.getLong("sequence");
    Instant observedAt = Sql.instant(row, row.findColumn("observed_at"));
    return switch (row.getString("kind")) {
      case "CONFIGURATION" -> new Configuration(sequence, observedAt, row.getString("document"));
      case "EVENT" ->
          new Applied(
              sequence,
              observedAt,
              row.getString("topic"),
              row.getInt("partition"),
              row.getLong("from_offset"),
              row.getObject("subject", UUID.class),
              row.getString("document"));
      case "TICKS" ->
          new Ticks(
              sequence,
              observedAt,
              row.getString("topic"),
              row.getInt("partition"),
              row.getLong("from_offset"),
              row.getLong("to_offset"));
      case String other ->
          throw new IllegalStateException(
              "input %d of the journal is of the unknown kind '%s'".formatted(sequence, other));
    };
  }
}
