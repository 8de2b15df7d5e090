package io.tidemark.position.stage;

import io.tidemark.core.parity.Window;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.service.RunIdentity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads the journal of the account back: its inputs, and what each led to. */
final class RecordedJournal {

  private static final int PAGE = 1_000;

  private final JdbcTemplate database;
  private final RunIdentity identity;

  RecordedJournal(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /**
   * Inputs between two sequences.
   *
   * @param last included
   */
  record Span(long first, long last) {}

  /** From the first to the last input that was applied in a window; empty for none. */
  Optional<Span> applied(Window window) {
    return database
        .query(
            """
            select min(sequence), max(sequence) from journal
            where run = ? and account = ? and observed_at >= ? and observed_at < ?
            having count(*) > 0
            """,
            (row, _) -> new Span(row.getLong(1), row.getLong(2)),
            identity.run(),
            identity.account(),
            Sql.utc(window.from()),
            Sql.utc(window.to()))
        .stream()
        .findFirst();
  }

  /** The configuration in force after an input; empty for none. */
  Optional<RecordedInput.Configuration> configurationAt(long sequence) {
    return read("kind = 'CONFIGURATION' and sequence <= ? order by sequence desc limit 1", sequence)
        .stream()
        .map(RecordedInput.Configuration.class::cast)
        .findFirst();
  }

  /** The next inputs from a sequence on, in order; empty at the end. */
  List<RecordedInput> from(long sequence) {
    return read("sequence >= ? order by sequence limit " + PAGE, sequence);
  }

  private List<RecordedInput> read(String condition, long sequence) {
    return database.query(
        """
        select sequence, kind, topic, partition, from_offset, to_offset, subject,
               document::text as document, observed_at
        from journal where run = ? and account = ? and %s
        """
            .formatted(condition),
        (row, _) -> RecordedInput.of(row),
        identity.run(),
        identity.account(),
        sequence);
  }

  /** What inputs led to, by their sequence. */
  SortedMap<Long, List<RecordedEvent>> emitted(long first, long last) {
    SortedMap<Long, List<RecordedEvent>> emitted = new TreeMap<>();
    database.query(
        """
        select sequence, number, event::text from emitted
        where run = ? and account = ? and sequence between ? and ?
        order by sequence, number
        """,
        row -> {
          emitted
              .computeIfAbsent(row.getLong(1), _ -> new ArrayList<>())
              .add(
                  new RecordedEvent(
                      row.getLong(1),
                      row.getInt(2),
                      EventCodec.decode(row.getString(3).getBytes(StandardCharsets.UTF_8))));
        },
        identity.run(),
        identity.account(),
        first,
        last);
    return emitted;
  }
}
