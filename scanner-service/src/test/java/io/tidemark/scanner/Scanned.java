package io.tidemark.scanner;

import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What a scan tells, each message without the instant it was observed. */
record Scanned(List<ScanDecided> decisions, List<SignalRaised> signals) {

  /** What a stage that is never interrupted tells of bars. */
  static Scanned directly(
      String run, Collection<StrategyDefinition> strategies, List<BarsClosed> bars) {
    ScanStage stage = new ScanStage(run, bars.getFirst().instrument(), List.copyOf(strategies));
    Scanned scanned = new Scanned(new ArrayList<>(), new ArrayList<>());
    for (BarsClosed closed : bars) {
      if (stage.step(closed, Instant.EPOCH) instanceof ScanOutcome.Decided decided) {
        scanned.decisions.add(decided.decided());
        scanned.signals.addAll(decided.signals());
      }
    }
    return scanned;
  }

  static ScanDecided unobserved(ScanDecided decided) {
    return new ScanDecided(
        decided.instrument(),
        decided.run(),
        decided.closeTime(),
        decided.decisions(),
        Instant.EPOCH);
  }

  static SignalRaised unobserved(SignalRaised signal) {
    return new SignalRaised(
        signal.signalId(),
        signal.run(),
        signal.instrument(),
        signal.strategy(),
        signal.timeframe(),
        signal.type(),
        signal.source(),
        signal.confidence(),
        signal.strength(),
        signal.reason(),
        signal.closeFraction(),
        signal.referencePrice(),
        signal.decisions(),
        signal.metadata(),
        signal.configurationHash(),
        signal.eventTime(),
        Instant.EPOCH);
  }
}
