package io.tidemark.scanner.scan;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import io.tidemark.scanner.strategies.StrategyEdition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** Which strategies of an edition this scanner runs, and on which instrument. */
final class ScanPlan {

  private final String run;
  private final ScanScope scope;
  private final Function<InstrumentId, Peers> peers;
  private final Map<Long, SortedMap<InstrumentId, List<StrategyDefinition>>> byEdition =
      new ConcurrentHashMap<>();

  /**
   * @param run part of every decision's id
   * @param scope what this scanner decides on
   * @param peers what an instrument is compared with
   */
  ScanPlan(String run, ScanScope scope, Function<InstrumentId, Peers> peers) {
    this.run = run;
    this.scope = scope;
    this.peers = peers;
  }

  String run() {
    return run;
  }

  /**
   * The consumer group. Scanners without a list share one, and so the partitions; a list needs all
   * partitions, so its group is its own.
   */
  String consumer() {
    String shared = TidemarkService.SCANNER.serviceName();
    return scope.isLimited()
        ? shared + "-" + Ids.sha256(scope.only().toString()).substring(0, 12)
        : shared;
  }

  /** The strategies to run on each instrument. */
  SortedMap<InstrumentId, List<StrategyDefinition>> of(StrategyEdition edition) {
    return byEdition.computeIfAbsent(edition.id(), _ -> byInstrument(edition));
  }

  private SortedMap<InstrumentId, List<StrategyDefinition>> byInstrument(StrategyEdition edition) {
    SortedMap<InstrumentId, List<StrategyDefinition>> byInstrument = new TreeMap<>();
    for (StrategyDefinition strategy : edition.byId().values()) {
      for (Symbol symbol : strategy.market().symbols()) {
        InstrumentId instrument = new InstrumentId(strategy.market().exchange(), symbol);
        if (isTarget(instrument, strategy)) {
          byInstrument.computeIfAbsent(instrument, _ -> new ArrayList<>()).add(strategy);
        }
      }
    }
    return byInstrument;
  }

  private boolean isTarget(InstrumentId instrument, StrategyDefinition strategy) {
    return isTarget(instrument, strategy.market().primaryTimeframe());
  }

  /** Whether this scanner decides on an instrument's bars of a timeframe. */
  boolean isTarget(InstrumentId instrument, Timeframe timeframe) {
    return scope.contains(new ScanTarget(instrument, timeframe));
  }

  /** What an instrument is compared with. */
  Peers peersOf(InstrumentId instrument) {
    return peers.apply(instrument);
  }

  /** A stage that has seen no bar. */
  ScanStage newStage(InstrumentId instrument, List<StrategyDefinition> strategies) {
    return new ScanStage(
        run,
        instrument,
        strategies,
        StrategyRegistry.standard(),
        IndicatorCatalogue.standard(),
        peersOf(instrument));
  }
}
