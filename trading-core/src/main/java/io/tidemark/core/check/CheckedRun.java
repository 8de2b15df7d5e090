package io.tidemark.core.check;

import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ScanInput;
import io.tidemark.core.signal.ScanOutcome.Decided;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.StrategyDecision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Runs one strategy over bars. */
final class CheckedRun {

  private static final String RUN = "check";

  private final StrategyDefinition definition;

  CheckedRun(StrategyDefinition definition) {
    this.definition = definition;
  }

  private ScanStage stage(StrategyRegistry registry, BarsClosed first) {
    return new ScanStage(
        RUN, first.instrument(), List.of(definition), registry, IndicatorCatalogue.standard());
  }

  /** The bars of the primary timeframe that it takes until it can decide. */
  int warmUp(StrategyRegistry registry, BarsClosed first) {
    Timeframe primary = definition.market().primaryTimeframe();
    long seconds = 0;
    for (Map.Entry<Timeframe, Integer> entry : stage(registry, first).warmUp().entrySet()) {
      seconds = Math.max(seconds, entry.getValue() * entry.getKey().nominalLength().toSeconds());
    }
    return (int) Math.ceilDiv(seconds, primary.nominalLength().toSeconds());
  }

  /** What it decides, by close instant. */
  TreeMap<Instant, StrategyDecision> decisions(
      StrategyRegistry registry, List<BarsClosed> history) {
    TreeMap<Instant, StrategyDecision> decisions = new TreeMap<>();
    if (history.isEmpty()) {
      return decisions;
    }
    ScanStage stage = stage(registry, history.getFirst());
    for (BarsClosed bars : history) {
      if (stage.step(ScanInput.of(bars, bars.closeTime())) instanceof Decided decided) {
        decisions.put(bars.closeTime(), decided.decided().decisions().getFirst());
      }
    }
    return decisions;
  }

  /** What differs between two decisions, in words; null if nothing does. */
  static @Nullable String difference(StrategyDecision one, StrategyDecision other) {
    if (one.outcome() != other.outcome() || one.type() != other.type()) {
      return "%s became %s".formatted(shown(one), shown(other));
    }
    return null;
  }

  private static String shown(StrategyDecision decision) {
    return decision.type() == null
        ? decision.outcome().toString()
        : decision.outcome() + " " + decision.type();
  }
}
