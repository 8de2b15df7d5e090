package io.tidemark.core.signal;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Bar;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A strategy on one instrument: what it decides once its gates were asked. */
final class ScannedStrategy {

  private final StrategyDefinition definition;
  private final Strategy strategy;
  private final Set<Timeframe> timeframes;
  private final Set<Timeframe> shown;
  private final ScanGates gates;
  private final ScannedRanges ranges;
  private final List<Named> told;
  private final boolean readsPeers;
  private Verdict verdict = Verdict.UNDEFINED;
  private List<Prediction> foretold = List.of();

  /** A value that is told with every decision. */
  private record Named(String name, Reading reading) {}

  /**
   * @throws IllegalArgumentException if a parameter of the gates does not fit
   */
  ScannedStrategy(StrategyDefinition definition, Strategy strategy, IndicatorGraphs graphs) {
    this.definition = definition;
    this.strategy = strategy;
    this.shown = EnumSet.noneOf(Timeframe.class);
    shown.addAll(strategy.furtherTimeframes());
    shown.remove(primaryTimeframe());
    this.timeframes = EnumSet.of(primaryTimeframe());
    timeframes.addAll(shown);
    strategy.readings().forEach(reading -> timeframes.add(reading.series().timeframe()));
    this.gates = new ScanGates(definition, strategy, timeframes);
    this.ranges = new ScannedRanges(definition, graphs);
    this.told =
        Stream.concat(strategy.readings().stream(), strategy.furtherReadings().stream())
            .map(reading -> new Named(reading.name(), reading))
            .toList();
    this.readsPeers =
        told.stream()
            .flatMap(named -> named.reading().series().fields().stream())
            .anyMatch(BarField::isOfPeers);
  }

  StrategyDefinition definition() {
    return definition;
  }

  Strategy strategy() {
    return strategy;
  }

  Timeframe primaryTimeframe() {
    return definition.market().primaryTimeframe();
  }

  /** The timeframes whose bars it needs. */
  Set<Timeframe> timeframes() {
    return timeframes;
  }

  /** How many bars of each timeframe it takes until it can decide. */
  Map<Timeframe, Integer> warmUp() {
    Map<Timeframe, Integer> bars = new TreeMap<>(strategy.warmUp());
    if (ranges.warmUp() > 0) {
      bars.merge(primaryTimeframe(), ranges.warmUp(), Math::max);
    }
    return bars;
  }

  /** Whether something it reads is calculated from closes of other instruments. */
  boolean readsPeers() {
    return readsPeers;
  }

  /** Whether it wants to be shown bars of further timeframes. */
  boolean wantsFurtherBars() {
    return !shown.isEmpty();
  }

  /** Shows it what closes of its further timeframes. */
  void show(BarsClosed bars) {
    if (shown.isEmpty()) {
      return;
    }
    for (Bar bar : bars.bars()) {
      if (shown.contains(bar.timeframe())) {
        strategy.onFurtherBar(bar);
      }
    }
  }

  /** Decides on a bar of the primary timeframe. A strategy that fails is blocked, others go on. */
  StrategyDecision decide(UUID decisionId, Bar bar, LatestBars latest, ScanInput input) {
    try {
      return judged(decisionId, bar, latest, input);
    } catch (RuntimeException e) {
      verdict = Verdict.UNDEFINED;
      return failed(decisionId, e);
    }
  }

  private StrategyDecision failed(UUID decisionId, RuntimeException failure) {
    return new StrategyDecision(
        decisionId,
        definition.id(),
        primaryTimeframe(),
        Outcome.BLOCKED,
        null,
        0,
        0,
        BlockReason.STRATEGY_FAILED,
        List.of("the strategy failed: " + failure),
        Map.of(),
        definition.configurationHash(),
        null);
  }

  private StrategyDecision judged(UUID decisionId, Bar bar, LatestBars latest, ScanInput input) {
    look(new StrategyInput(bar, predictionsOf(bar, input)), input.eligibility().eligible());
    return told(decisionId, latest, input);
  }

  /** Takes a bar; what the strategy says of it is told by {@link #told}. */
  Verdict look(StrategyInput input, boolean eligible) {
    foretold = input.predictions();
    verdict = strategy.onBar(input);
    if (!eligible || ranges.areMissing() || (isSized() && sizing().skips())) {
      verdict = verdict.exitFirst();
    }
    return verdict;
  }

  /** The decision on the bar that was taken last. */
  StrategyDecision told(UUID decisionId, LatestBars latest, ScanInput input) {
    List<String> reasons = new ArrayList<>();
    BlockReason block = gates.shut(verdict, latest, input, reasons);
    if (block == null && verdict.opens()) {
      block = ranges.shut(reasons);
    }
    AgentSizing sizing = block == null && isSized() ? sizing() : null;
    if (sizing != null && sizing.skips()) {
      block = BlockReason.SKIPPED_BY_AGENT;
      reasons.add(sizing.reason());
    }
    reasons.addAll(strategy.reasons());
    if (sizing != null && !sizing.skips()) {
      reasons.add(sizing.reason());
    }
    SignalType type = block == BlockReason.WARMING_UP ? null : verdict.type();
    Prediction used = used();
    return new StrategyDecision(
        decisionId,
        definition.id(),
        primaryTimeframe(),
        outcome(block),
        type,
        type == null ? 0 : strategy.confidence(),
        type == null ? 0 : strategy.strength(),
        block,
        reasons,
        values(),
        definition.configurationHash(),
        strategy.predictionId(),
        used == null ? null : used.modelHash(),
        used == null ? null : used.featureHash());
  }

  /** Whether an agent has a say in the size of what the last verdict opens. */
  private boolean isSized() {
    return verdict.type() == SignalType.BUY && strategy.sizesByAgent();
  }

  private AgentSizing sizing() {
    return AgentSizing.of(used());
  }

  /** The prediction that the last verdict rests on; null for none. */
  private @Nullable Prediction used() {
    UUID id = strategy.predictionId();
    for (Prediction one : foretold) {
      if (one.predictionId().equals(id)) {
        return one;
      }
    }
    return null;
  }

  private List<Prediction> predictionsOf(Bar bar, ScanInput input) {
    if (input.predictions().isEmpty()) {
      return List.of();
    }
    return input.predictions().stream()
        .filter(
            one ->
                one.instrument().equals(input.bars().instrument())
                    && one.timeframe() == bar.timeframe()
                    && one.barOpenTime().equals(bar.openTime()))
        .sorted(RecordedPredictions.BY_MODEL)
        .toList();
  }

  private Outcome outcome(@Nullable BlockReason block) {
    if (block != null) {
      return Outcome.BLOCKED;
    }
    return verdict.type() == null ? Outcome.HOLD : Outcome.SIGNAL;
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    for (int i = 0; i < told.size(); i++) {
      double value = told.get(i).reading().value();
      if (!Double.isNaN(value)) {
        values.put(told.get(i).name(), value);
      }
    }
    return values;
  }

  /** Draws the signal out of the last decision, which must be one. */
  SignalRaised signal(UUID signalId, StrategyDecision decision, String run, Bar bar, ScanInput in) {
    SignalType type = Objects.requireNonNull(decision.type(), "a signal has a type");
    return new SignalRaised(
        signalId,
        run,
        in.bars().instrument(),
        decision.strategy(),
        decision.timeframe(),
        type,
        strategy.source(),
        decision.confidence(),
        decision.strength(),
        String.join("; ", decision.reasons()),
        type == SignalType.PARTIAL_CLOSE ? strategy.closeFraction() : null,
        isSized() ? sizing().ofSignal() : null,
        bar.close(),
        List.of(decision.decisionId()),
        metadata(),
        decision.configurationHash(),
        bar.closeTime(),
        in.observedAt());
  }

  private Map<String, Double> metadata() {
    Map<String, Double> metadata = new TreeMap<>(strategy.metadata());
    if (verdict.opens()) {
      ranges.tell(metadata);
    }
    if (verdict.closesLong()) {
      metadata.put(ScanStage.CLOSES_LONG, 1.0);
    }
    if (verdict.closesShort()) {
      metadata.put(ScanStage.CLOSES_SHORT, 1.0);
    }
    return metadata;
  }
}
