package io.tidemark.scanner.strategies;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyDocument;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/**
 * The editions of this run's strategies. Every scanner decides on a bar with the edition in effect
 * at its close, whenever it meets the bar, so all scanners change at the same bar, and a replay
 * changes where the first run did.
 *
 * <p>This rests on an order, not on clocks: a scanner notes through which close instant it decides
 * before it reads the editions for it ({@link #timeline}), and an edition takes effect after all
 * instants so noted ({@link #record}). The two exclude each other by a lock on the notes.
 */
@Component
public class StrategyJournal {

  private static final Logger LOG = LoggerFactory.getLogger(StrategyJournal.class);

  private final JdbcTemplate database;
  private final TransactionTemplate transactions;
  private final EditionNotices notices;
  private final String run;
  private final Duration lead;

  private final List<StrategyEdition> read = new ArrayList<>();
  private StrategyTimeline timeline = StrategyTimeline.EMPTY;
  private long lastRead;

  StrategyJournal(
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      EditionNotices notices,
      RunIdentity identity,
      @Value("${tidemark.scanner.configuration-lead:5s}") Duration lead) {
    if (lead.isNegative()) {
      throw new IllegalArgumentException(
          "tidemark.scanner.configuration-lead must be 0 or above, was " + lead);
    }
    this.database = database;
    this.transactions = stageTransactions;
    this.notices = notices;
    this.run = identity.run();
    this.lead = lead;
  }

  /**
   * All editions that can be in effect through {@code through}; none that takes effect by then is
   * recorded later.
   *
   * @param consumer the scanner's group
   * @param partition of the bars' topic that is decided on
   */
  public synchronized StrategyTimeline timeline(String consumer, int partition, Instant through) {
    database.update(
        """
        insert into scan_horizon (run, consumer, partition_number, decided_through)
        values (?, ?, ?, ?)
        on conflict (run, consumer, partition_number) do update
        set decided_through = greatest(scan_horizon.decided_through, excluded.decided_through)
        """,
        run,
        consumer,
        partition,
        through.atOffset(ZoneOffset.UTC));
    return timeline();
  }

  /** All editions that are recorded now. */
  public synchronized StrategyTimeline timeline() {
    int before = read.size();
    database.query(
        "select * from strategy_edition where run = ? and id > ? order by id",
        row -> {
          read.add(edition(row));
          lastRead = row.getLong("id");
        },
        run,
        lastRead);
    if (read.size() > before) {
      timeline = new StrategyTimeline(read);
    }
    return timeline;
  }

  /** The edition recorded last. */
  public Optional<StrategyEdition> latest() {
    return database
        .query(
            "select * from strategy_edition where run = ? order by id desc limit 1",
            (row, _) -> edition(row),
            run)
        .stream()
        .findFirst();
  }

  /**
   * Records an edition, its history and its notices in one transaction, if it differs from the one
   * recorded last. The first one of a run counts from the beginning.
   *
   * @return the edition that was recorded; empty if nothing differs
   */
  Optional<StrategyEdition> record(SortedMap<String, StrategyDefinition> strategies, Instant now) {
    Optional<StrategyEdition> recorded =
        transactions.execute(
            _ -> {
              database.execute("lock table scan_horizon in exclusive mode");
              Optional<StrategyEdition> before = latest();
              if (before.isPresent() && before.get().byId().equals(strategies)) {
                return Optional.<StrategyEdition>empty();
              }
              StrategyEdition edition = append(strategies, effectiveFrom(before, now), now);
              notices.give(
                  before.map(StrategyEdition::byId).orElse(Collections.emptySortedMap()),
                  edition,
                  now);
              return Optional.of(edition);
            });
    return recorded == null ? Optional.empty() : recorded;
  }

  private Instant effectiveFrom(Optional<StrategyEdition> before, Instant now) {
    if (before.isEmpty()) {
      return Instant.EPOCH;
    }
    OffsetDateTime decided =
        database.queryForObject(
            "select max(decided_through) from scan_horizon where run = ?",
            OffsetDateTime.class,
            run);
    Instant after =
        Collections.max(
            List.of(
                now.plus(lead),
                decided == null ? Instant.EPOCH : decided.toInstant(),
                before.get().effectiveFrom()));
    return Timeframe.M1.closeOf(Timeframe.M1.openOf(after));
  }

  private StrategyEdition append(
      SortedMap<String, StrategyDefinition> strategies, Instant effectiveFrom, Instant now) {
    String definitions =
        strategies.values().stream()
            .map(StrategyDocument::write)
            .collect(Collectors.joining(",", "[", "]"));
    Long id =
        database.queryForObject(
            """
            insert into strategy_edition (run, effective_from, definitions, recorded_at)
            values (?, ?, ?::jsonb, ?) returning id
            """,
            Long.class,
            run,
            effectiveFrom.atOffset(ZoneOffset.UTC),
            definitions,
            now.atOffset(ZoneOffset.UTC));
    if (id == null) {
      throw new IllegalStateException("the new edition has no id");
    }
    LOG.info(
        "event=strategies_changed edition={} effectiveFrom={} strategies={}",
        id,
        effectiveFrom,
        strategies.keySet());
    return new StrategyEdition(id, effectiveFrom, strategies);
  }

  /** What this version cannot read any more is left out; the next edition brings it back. */
  private static StrategyEdition edition(ResultSet row) throws SQLException {
    long id = row.getLong("id");
    SortedMap<String, StrategyDefinition> byId = new TreeMap<>();
    for (JsonNode document : Json.mapper().readTree(row.getString("definitions"))) {
      try {
        StrategyDefinition strategy = StrategyDocument.read(document.toString());
        byId.put(strategy.id(), strategy);
      } catch (IllegalArgumentException e) {
        LOG.warn(
            "event=strategy_left_out edition={} cause=\"{}\" then=\"it decides again from the next"
                + " edition on\"",
            id,
            e.getMessage());
      }
    }
    return new StrategyEdition(id, PagedTable.instant(row, "effective_from"), byId);
  }
}
