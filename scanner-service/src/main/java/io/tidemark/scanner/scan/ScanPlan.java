package io.tidemark.scanner.scan;

import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which strategies run on which instrument. Immutable. */
final class ScanPlan {

  private final String run;
  private final Set<ScanTarget> targets;
  private final SortedMap<InstrumentId, List<StrategyDefinition>> byInstrument = new TreeMap<>();

  /**
   * @param run part of every decision's id
   * @param targets what this scanner is limited to; empty for everything
   */
  ScanPlan(String run, Collection<StrategyDefinition> strategies, Set<ScanTarget> targets) {
    this.run = run;
    this.targets = targets;
    for (StrategyDefinition strategy : strategies) {
      for (Symbol symbol : strategy.market().symbols()) {
        InstrumentId instrument = new InstrumentId(strategy.market().exchange(), symbol);
        if (isTarget(instrument, strategy)) {
          byInstrument.computeIfAbsent(instrument, _ -> new ArrayList<>()).add(strategy);
        }
      }
    }
  }

  private boolean isTarget(InstrumentId instrument, StrategyDefinition strategy) {
    return targets.isEmpty()
        || targets.contains(new ScanTarget(instrument, strategy.market().primaryTimeframe()));
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
    return targets.isEmpty()
        ? shared
        : shared + "-" + Ids.sha256(targets.toString()).substring(0, 12);
  }

  Set<InstrumentId> instruments() {
    return byInstrument.keySet();
  }

  boolean scans(InstrumentId instrument) {
    return byInstrument.containsKey(instrument);
  }

  /** A stage that has seen no bar, of an instrument that is scanned. */
  ScanStage newStage(InstrumentId instrument) {
    return new ScanStage(run, instrument, byInstrument.getOrDefault(instrument, List.of()));
  }
}
