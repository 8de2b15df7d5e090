package io.tidemark.position.stage;

import io.tidemark.kit.codec.EncodedEvent;
import io.tidemark.kit.messaging.Received;
import io.tidemark.kit.rows.Document;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The inputs in the order they were applied, and what each led to. The key of the journal refuses a
 * second writer of the same account: its poll fails, and it reloads.
 */
final class Journal {

  private static final RowStatement INPUTS =
      RowStatement.insert(
          "journal",
          """
          run, account, sequence, kind, topic, partition, from_offset, to_offset, subject,
          document, observed_at""",
          "");

  private static final RowStatement EMITTED =
      RowStatement.insert(
          "emitted",
          """
          run, account, sequence, number, position_id, client_order_id, event""",
          "");

  private static final String KNOWN =
      """
      with applied as materialized
        (select run, account, subject from journal where subject = any(?))
      select subject from applied where run = ? and account = ?""";

  private final JdbcTemplate database;
  private final RunIdentity identity;

  Journal(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** The last sequence that was used; 0 for none. */
  long lastSequence() {
    Long last =
        database.queryForObject(
            "select coalesce(max(sequence), 0) from journal where run = ? and account = ?",
            Long.class,
            identity.run(),
            identity.account());
    return last == null ? 0 : last;
  }

  /** The configuration in force at the end of the journal. */
  Optional<String> lastConfiguration() {
    return database
        .queryForList(
            """
            select document::text from journal
            where run = ? and account = ? and kind = 'CONFIGURATION'
            order by sequence desc limit 1
            """,
            String.class,
            identity.run(),
            identity.account())
        .stream()
        .findFirst();
  }

  /**
   * Those of {@code subjects} of which an event was applied before. The subject alone finds the
   * row: beside the run and the account, a database without statistics prefers the index that all
   * rows share.
   */
  Set<UUID> known(Collection<UUID> subjects) {
    return subjects.isEmpty()
        ? Set.of()
        : Set.copyOf(
            database.queryForList(
                KNOWN,
                UUID.class,
                subjects.toArray(UUID[]::new),
                identity.run(),
                identity.account()));
  }

  /**
   * Has the transaction fail with an {@link OptimisticLockingFailureException} if an event of one
   * of {@code subjects} was applied before.
   */
  void refuseKnown(SaveBatch batch, Collection<UUID> subjects) {
    if (!subjects.isEmpty()) {
      batch.add(
          KNOWN,
          (changed, rows) -> {
            if (rows != null && rows.next()) {
              throw new OptimisticLockingFailureException(
                  "%s was applied before; the poll is applied again without it"
                      .formatted(rows.getString(1)));
            }
          },
          subjects.toArray(UUID[]::new),
          identity.run(),
          identity.account());
    }
  }

  void append(
      SaveBatch batch, List<JournalEntry> entries, List<Emitted> emitted, Instant observedAt) {
    batch.add(INPUTS, entries.stream().map(entry -> row(entry, observedAt)).toList());
    List<Object[]> rows = new ArrayList<>(emitted.size());
    emitted.forEach(event -> rows.add(row(event)));
    batch.add(EMITTED, rows);
  }

  private @Nullable Object[] row(JournalEntry entry, Instant observedAt) {
    return switch (entry) {
      case JournalEntry.ConfigurationSet(long sequence, String document) ->
          row(
              sequence,
              "CONFIGURATION",
              null,
              null,
              null,
              null,
              null,
              new Document(document),
              observedAt);
      case JournalEntry.EventApplied(long sequence, Received event, UUID subject) ->
          row(
              sequence,
              "EVENT",
              event.topic(),
              event.partition(),
              event.offset(),
              event.offset(),
              subject,
              document(event.bytes()),
              observedAt);
      case JournalEntry.TicksApplied(
              long sequence,
              String topic,
              int partition,
              long from,
              long to) ->
          row(sequence, "TICKS", topic, partition, from, to, null, null, observedAt);
    };
  }

  private @Nullable Object[] row(
      long sequence,
      String kind,
      @Nullable String topic,
      @Nullable Integer partition,
      @Nullable Long from,
      @Nullable Long to,
      @Nullable UUID subject,
      @Nullable Document document,
      Instant observedAt) {
    return new @Nullable Object[] {
      identity.run(),
      identity.account(),
      sequence,
      kind,
      topic,
      partition,
      from,
      to,
      subject,
      document,
      Sql.utc(observedAt)
    };
  }

  private @Nullable Object[] row(Emitted emitted) {
    Event event = emitted.encoded.event();
    return new @Nullable Object[] {
      identity.run(),
      identity.account(),
      emitted.sequence,
      emitted.number,
      positionId(event),
      event instanceof CancelOrder cancel ? cancel.clientOrderId() : null,
      document(emitted.encoded.bytes())
    };
  }

  private static @Nullable UUID positionId(Event event) {
    return switch (event) {
      case PlaceOrder order -> order.positionId();
      case PositionChanged position -> position.positionId();
      default -> null;
    };
  }

  private static Document document(byte[] json) {
    return new Document(new String(json, StandardCharsets.UTF_8));
  }

  /**
   * An event that an input led to.
   *
   * @param sequence of the input
   * @param number from 1, of the input's events
   */
  record Emitted(long sequence, int number, EncodedEvent encoded) {}
}
