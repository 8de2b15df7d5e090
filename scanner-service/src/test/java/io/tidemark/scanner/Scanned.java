package io.tidemark.scanner;

import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a scan tells, each message without the instant it was observed. */
record Scanned(List<ScanDecided> decisions, List<SignalRaised> signals) {

  /** What a stage that is never interrupted tells of bars. */
  static Scanned directly(
      String run, Collection<StrategyDefinition> strategies, List<BarsClosed> bars) {
    ScanStage stage = new ScanStage(run, bars.getFirst().instrument(), List.copyOf(strategies));
    Scanned scanned = new Scanned(new ArrayList<>(), new ArrayList<>());
    for (BarsClosed closed : bars) {
      Duration lateness = Duration.between(closed.closeTime(), closed.observedAt());
      ScanInput input = ScanInput.of(closed, Instant.EPOCH).with(lateness);
      if (stage.step(input) instanceof ScanOutcome.Decided decided) {
        scanned.decisions.add(decided.decided());
        scanned.signals.addAll(decided.signals());
      }
    }
    return scanned;
  }

  /** What is told of bars that close before an instant. */
  Scanned until(Instant end) {
    return new Scanned(
        decisions.stream().filter(one -> one.closeTime().isBefore(end)).toList(),
        signals.stream().filter(one -> one.eventTime().isBefore(end)).toList());
  }

  /** What is told of bars that close at an instant or later. */
  Scanned from(Instant start) {
    return new Scanned(
        decisions.stream().filter(one -> !one.closeTime().isBefore(start)).toList(),
        signals.stream().filter(one -> !one.eventTime().isBefore(start)).toList());
  }

  /** This, and then that. */
  Scanned then(Scanned later) {
    return new Scanned(
        Stream.concat(decisions.stream(), later.decisions.stream()).toList(),
        Stream.concat(signals.stream(), later.signals.stream()).toList());
  }

  /** The same of some strategies only. */
  Scanned of(Collection<StrategyDefinition> strategies) {
    Set<String> ids = strategies.stream().map(StrategyDefinition::id).collect(Collectors.toSet());
    List<ScanDecided> some = new ArrayList<>();
    for (ScanDecided decided : decisions) {
      List<StrategyDecision> left =
          decided.decisions().stream().filter(one -> ids.contains(one.strategy())).toList();
      if (!left.isEmpty()) {
        some.add(
            new ScanDecided(
                decided.instrument(),
                decided.run(),
                decided.closeTime(),
                left,
                decided.observedAt()));
      }
    }
    return new Scanned(some, signals.stream().filter(one -> ids.contains(one.strategy())).toList());
  }

  /** The decisions as they are sent, in order, by instrument. */
  SortedMap<String, List<String>> decisionLog() {
    return log(decisions);
  }

  /** The signals as they are sent, in order, by instrument. */
  SortedMap<String, List<String>> signalLog() {
    return log(signals);
  }

  private static SortedMap<String, List<String>> log(List<? extends Event> events) {
    SortedMap<String, List<String>> log = new TreeMap<>();
    for (Event event : events) {
      log.computeIfAbsent(event.key(), _ -> new ArrayList<>())
          .add(new String(EventCodec.encode(event), StandardCharsets.UTF_8));
    }
    return log;
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
