package io.tidemark.scanner.assets;

import io.tidemark.core.universe.Exclusion;
import io.tidemark.core.universe.UniverseEdition;
import io.tidemark.core.universe.UniverseTimeline;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.ConfigurationAccepted;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.type.TypeReference;

/**
 * The editions of this run's universe, told to the suite as configurations named {@code universe}.
 *
 * <p>An edition takes effect a lead ahead of the suite's time. A scanner reads the editions before
 * it steps over bars that it has polled: these closed before that time, so no edition that is
 * recorded later can count for them, and every delivery of a bar meets the same editions. The lead
 * must exceed the time from writing an edition to its commit, and how far the suite's clock lags
 * the venue's.
 */
@Component
public class UniverseJournal {

  /** The configuration's name on {@code control.config.v1}. */
  static final String NAME = "universe";

  private static final Logger LOG = LoggerFactory.getLogger(UniverseJournal.class);
  private static final TypeReference<TreeMap<String, List<Exclusion>>> EXCLUDED =
      new TypeReference<>() {};

  private final JdbcTemplate database;
  private final TransactionTemplate transactions;
  private final Outbox outbox;
  private final String run;
  private final Duration lead;

  private final List<UniverseEdition> read = new ArrayList<>();
  private long lastRead;
  private UniverseTimeline timeline = UniverseTimeline.EMPTY;

  UniverseJournal(
      JdbcTemplate database,
      TransactionTemplate stageTransactions,
      Outbox outbox,
      RunIdentity identity,
      @Value("${tidemark.scanner.universe-lead:2m}") Duration lead) {
    if (!lead.isPositive()) {
      throw new IllegalArgumentException(
          "tidemark.scanner.universe-lead must be above 0, was " + lead);
    }
    this.database = database;
    this.transactions = stageTransactions;
    this.outbox = outbox;
    this.run = identity.run();
    this.lead = lead;
  }

  /** All editions that are recorded now. */
  public synchronized UniverseTimeline timeline() {
    int before = read.size();
    database.query(
        "select * from universe_edition where run = ? and id > ? order by id",
        row -> {
          read.add(edition(row));
          lastRead = row.getLong("id");
        },
        run,
        lastRead);
    if (read.size() > before) {
      timeline = new UniverseTimeline(read);
    }
    return timeline;
  }

  /** The edition recorded last. */
  Optional<UniverseEdition> latest() {
    return database
        .query(
            "select * from universe_edition where run = ? order by id desc limit 1",
            (row, _) -> edition(row),
            run)
        .stream()
        .findFirst();
  }

  /**
   * Records an edition if it differs from the one recorded last in what is excluded or why. The
   * first one of a run that has scanned nothing counts from the beginning.
   *
   * @param configurationHash of the filters that it comes of
   */
  void record(
      SortedMap<InstrumentId, List<Exclusion>> excluded, String configurationHash, Instant now) {
    transactions.executeWithoutResult(
        _ -> {
          database.execute("lock table universe_edition in exclusive mode");
          Optional<UniverseEdition> before = latest();
          UniverseEdition edition = new UniverseEdition(effectiveFrom(before, now), excluded);
          if (before.isEmpty() || !before.get().decidesLike(edition)) {
            append(edition, configurationHash, now);
          }
        });
  }

  /** Always later than the edition before: what that one decided at its first instant stays. */
  private Instant effectiveFrom(Optional<UniverseEdition> before, Instant now) {
    if (before.isEmpty() && hasScannedNothing()) {
      return Instant.EPOCH;
    }
    Instant ahead = Timeframe.M1.closeOf(Timeframe.M1.openOf(now.plus(lead).minusMillis(1)));
    Instant next =
        before.map(edition -> Timeframe.M1.closeOf(edition.effectiveFrom())).orElse(ahead);
    return next.isAfter(ahead) ? next : ahead;
  }

  private boolean hasScannedNothing() {
    return database
        .queryForList("select 1 from stage_snapshot where run = ? limit 1", run)
        .isEmpty();
  }

  private void append(UniverseEdition edition, String configurationHash, Instant now) {
    SortedMap<String, List<Exclusion>> byKey = new TreeMap<>();
    edition.excluded().forEach((instrument, why) -> byKey.put(instrument.key(), why));
    String excluded = Json.mapper().writeValueAsString(byKey);
    database.update(
        """
        insert into universe_edition (
          run, effective_from, configuration_hash, excluded, recorded_at)
        values (?, ?, ?, ?::jsonb, ?)
        """,
        run,
        edition.effectiveFrom().atOffset(ZoneOffset.UTC),
        configurationHash,
        excluded,
        now.atOffset(ZoneOffset.UTC));
    outbox.append(
        List.of(
            new ConfigurationAccepted(
                TidemarkService.SCANNER.serviceName(),
                NAME,
                Ids.sha256(excluded),
                excluded,
                edition.effectiveFrom(),
                now,
                now)));
    LOG.info(
        "event=universe_changed effectiveFrom={} excluded=\"{}\"", edition.effectiveFrom(), byKey);
  }

  private static UniverseEdition edition(ResultSet row) throws SQLException {
    SortedMap<InstrumentId, List<Exclusion>> excluded = new TreeMap<>();
    Json.mapper()
        .readValue(row.getString("excluded"), EXCLUDED)
        .forEach((key, why) -> excluded.put(InstrumentId.parse(key), why));
    return new UniverseEdition(PagedTable.instant(row, "effective_from"), excluded);
  }
}
