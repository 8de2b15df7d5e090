package io.tidemark.scanner.scan;

import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.log.WarmUpHistory;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.topic.Topic;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Makes the stage that strategies begin on, warmed up silently by the bars before their first one.
 *
 * <p>What a store or a log tells of the past can change, and may be gone when the same beginning is
 * replayed. So its state is kept before anything is decided with it, and the first one that is kept
 * is right for every scanner and every replay.
 */
@Component
final class StageBeginnings implements ScanSteps.Beginnings {

  private static final Logger LOG = LoggerFactory.getLogger(StageBeginnings.class);
  private static final String KEY =
      "run = ? and exchange = ? and symbol = ? and strategies_hash = ? and close_time = ?";

  private final ScanPlan plan;
  private final WarmUpHistory history;
  private final Set<Timeframe> built;
  private final JdbcClient database;

  StageBeginnings(
      ScanPlan plan, WarmUpHistory history, SuiteConfiguration suite, JdbcTemplate database) {
    this.plan = plan;
    this.history = history;
    this.built = Set.copyOf(suite.marketData().timeframes());
    this.database = JdbcClient.create(database);
  }

  /**
   * The stage as it is before {@code first}.
   *
   * @param offset of {@code first}
   * @throws org.springframework.dao.DataAccessException if Postgres or Kafka does not answer
   */
  @Override
  public ScanStage begin(
      int partition, long offset, BarsClosed first, List<StrategyDefinition> strategies) {
    InstrumentId instrument = first.instrument();
    ScanStage stage = plan.newStage(instrument, strategies);
    Beginning beginning = new Beginning(instrument, stage.strategiesHash(), first.closeTime());
    Optional<byte[]> kept = kept(beginning);
    if (kept.isPresent()) {
      try {
        stage.restore(kept.get());
        return stage;
      } catch (IllegalArgumentException e) {
        LOG.warn(
            "event=beginning_discarded instrument={} closeTime={} why=\"{}\"",
            instrument,
            first.closeTime(),
            e.getMessage());
        discard(beginning);
        stage = plan.newStage(instrument, strategies);
      }
    }
    warnOfMissingBars(instrument, stage.timeframes());
    WarmUpHistory.Before before =
        history.before(partition, offset, first, margin(stage), stage.timeframes());
    Function<BarsClosed, SortedMap<Symbol, Double>> closes =
        stage.readsPeers()
            ? history.peers(first, plan.peersOf(instrument), before)
            : _ -> Collections.emptySortedMap();
    for (BarsClosed bars : before.instants()) {
      stage.step(
          ScanInput.of(bars, bars.observedAt())
              .with(new MarketContext(bars.microstructure(), closes.apply(bars))));
    }
    ScanStage agreed = plan.newStage(instrument, strategies);
    agreed.restore(keep(beginning, stage.snapshot(), before));
    tell(beginning, strategies, before);
    return agreed;
  }

  /**
   * The stage that strategies began on with {@code first}; empty if none is on record.
   *
   * @throws IllegalArgumentException if this version cannot go on with its state
   * @throws org.springframework.dao.DataAccessException if Postgres does not answer
   */
  Optional<ScanStage> recorded(BarsClosed first, List<StrategyDefinition> strategies) {
    ScanStage stage = plan.newStage(first.instrument(), strategies);
    Optional<byte[]> kept =
        kept(new Beginning(first.instrument(), stage.strategiesHash(), first.closeTime()));
    kept.ifPresent(stage::restore);
    return kept.map(_ -> stage);
  }

  /** When strategies of this run began, by instrument: the close of their first bars. */
  SortedMap<InstrumentId, Set<Instant>> begun() {
    SortedMap<InstrumentId, Set<Instant>> begun = new TreeMap<>();
    database
        .sql("select exchange, symbol, close_time from stage_beginning where run = ?")
        .param(plan.run())
        .query(
            row -> {
              begun
                  .computeIfAbsent(
                      InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
                      _ -> new TreeSet<>())
                  .add(PagedTable.instant(row, "close_time"));
            });
    return begun;
  }

  private void warnOfMissingBars(InstrumentId instrument, Set<Timeframe> needed) {
    List<Timeframe> missing = needed.stream().filter(one -> !built.contains(one)).toList();
    if (!missing.isEmpty()) {
      LOG.warn(
          "event=timeframe_not_built instrument={} timeframes=\"{}\" then=\"strategies that read"
              + " them never decide; add them to market_data.timeframes\"",
          instrument,
          missing);
    }
  }

  /** What strategies ask for, several times over, so that recursive indicators have settled. */
  private static Map<Timeframe, Integer> margin(ScanStage stage) {
    Map<Timeframe, Integer> bars = new TreeMap<>();
    stage.warmUp().forEach((timeframe, count) -> bars.put(timeframe, count * WarmUpHistory.TIMES));
    return bars;
  }

  private static void tell(
      Beginning beginning, List<StrategyDefinition> strategies, WarmUpHistory.Before before) {
    LOG.info(
        "event=strategies_begin instrument={} closeTime={} strategies={} instants={} ofLog={}"
            + " warmedFrom={}",
        beginning.instrument(),
        beginning.closeTime(),
        strategies.stream().map(StrategyDefinition::id).toList(),
        before.instants().size(),
        before.ofLog(),
        before.from().map(Instant::toString).orElse("none"));
  }

  /** Which strategies begin, and with which bars. */
  private record Beginning(InstrumentId instrument, String strategiesHash, Instant closeTime) {}

  private Optional<byte[]> kept(Beginning beginning) {
    return database
        .sql("select state from stage_beginning where " + KEY)
        .params(key(beginning))
        .query((row, _) -> row.getBytes("state"))
        .optional();
  }

  private List<Object> key(Beginning beginning) {
    return List.of(
        plan.run(),
        beginning.instrument().exchange(),
        beginning.instrument().symbol().toString(),
        beginning.strategiesHash(),
        beginning.closeTime().atOffset(ZoneOffset.UTC));
  }

  private void discard(Beginning beginning) {
    database.sql("delete from stage_beginning where " + KEY).params(key(beginning)).update();
  }

  /** Keeps a state if there is none yet; the one that is kept. */
  private byte[] keep(Beginning beginning, byte[] state, WarmUpHistory.Before before) {
    int written =
        database
            .sql(
                """
                insert into stage_beginning (
                  run, exchange, symbol, strategies_hash, close_time, state, instants,
                  instants_of_log, warmed_from)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
            .params(key(beginning))
            .param(state)
            .param(before.instants().size())
            .param(before.ofLog())
            .param(before.from().map(from -> from.atOffset(ZoneOffset.UTC)).orElse(null))
            .update();
    forgetOld();
    return written == 1 ? state : kept(beginning).orElse(state);
  }

  /** Lets go of what was read for beginnings at one moment. */
  void release() {
    history.release();
  }

  /** Removes those that no bar is left to replay for. */
  private void forgetOld() {
    database
        .sql("delete from stage_beginning where recorded_at < now() - make_interval(days => ?)")
        .param((int) Topic.MARKET_BAR.retention().toDays() + 1)
        .update();
  }
}
