package io.tidemark.scanner;

import io.tidemark.core.signal.InstrumentScan;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** What a scan decides that nothing interrupts, by editions of its strategies. */
final class UndisturbedScan {

  private final String run;
  private final List<Edition> editions;
  private final Scanned scanned = new Scanned(new ArrayList<>(), new ArrayList<>());

  /** Strategies from one instant on. */
  record Edition(Instant effectiveFrom, Collection<StrategyDefinition> strategies) {}

  UndisturbedScan(
      String run, Map<InstrumentId, List<BarsClosed>> bars, Collection<StrategyDefinition> always) {
    this(run, bars, List.of(new Edition(Instant.EPOCH, always)));
  }

  UndisturbedScan(String run, Map<InstrumentId, List<BarsClosed>> bars, List<Edition> editions) {
    this.run = run;
    this.editions = editions;
    bars.values().forEach(this::scan);
  }

  Scanned scanned() {
    return scanned;
  }

  private void scan(List<BarsClosed> bars) {
    InstrumentScan scan = new InstrumentScan();
    for (int i = 0; i < bars.size(); i++) {
      BarsClosed closed = bars.get(i);
      List<BarsClosed> before = bars.subList(0, i);
      scan.changeTo(
          inEffect(closed.closeTime()),
          beginners -> warmed(closed.instrument(), beginners, before));
      Duration lateness = Duration.between(closed.closeTime(), closed.observedAt());
      ScanInput input = ScanInput.of(closed, Instant.EPOCH).with(lateness);
      if (scan.step(input) instanceof ScanOutcome.Decided decided) {
        scanned.decisions().add(decided.decided());
        scanned.signals().addAll(decided.signals());
      }
    }
  }

  /** Of two that take effect at one instant, the later. */
  private Collection<StrategyDefinition> inEffect(Instant closeTime) {
    Collection<StrategyDefinition> strategies = List.of();
    Instant since = Instant.MIN;
    for (Edition edition : editions) {
      boolean begun = !edition.effectiveFrom().isAfter(closeTime);
      if (begun && !edition.effectiveFrom().isBefore(since)) {
        strategies = edition.strategies();
        since = edition.effectiveFrom();
      }
    }
    return strategies;
  }

  private ScanStage warmed(
      InstrumentId instrument, List<StrategyDefinition> strategies, List<BarsClosed> before) {
    ScanStage stage = new ScanStage(run, instrument, strategies);
    before.forEach(one -> stage.step(one, one.observedAt()));
    return stage;
  }
}
