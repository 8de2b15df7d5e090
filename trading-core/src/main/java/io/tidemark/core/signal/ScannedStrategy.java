package io.tidemark.core.signal;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.universe.Eligibility;
import io.tidemark.model.Bar;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A strategy on one instrument, and the gates before its signals. */
final class ScannedStrategy {

  private final StrategyDefinition definition;
  private final Strategy strategy;
  private final Set<Timeframe> timeframes;
  private Verdict verdict = Verdict.UNDEFINED;

  ScannedStrategy(StrategyDefinition definition, Strategy strategy) {
    this.definition = definition;
    this.strategy = strategy;
    this.timeframes = EnumSet.of(primaryTimeframe());
    strategy.readings().forEach(reading -> timeframes.add(reading.series().timeframe()));
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

  /** The verdict behind the last decision. */
  Verdict verdict() {
    return verdict;
  }

  /** Decides on a bar of the primary timeframe. */
  StrategyDecision decide(UUID decisionId, Bar bar, LatestBars latest, Eligibility eligibility) {
    verdict = strategy.onBar(bar);
    if (!eligibility.eligible()) {
      verdict = verdict.exitFirst();
    }
    List<String> reasons = new ArrayList<>();
    BlockReason block = gate(latest, eligibility, reasons);
    reasons.addAll(strategy.reasons());
    SignalType type = block == BlockReason.WARMING_UP ? null : verdict.type();
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
        null);
  }

  private Outcome outcome(@Nullable BlockReason block) {
    if (block != null) {
      return Outcome.BLOCKED;
    }
    return verdict.type() == null ? Outcome.HOLD : Outcome.SIGNAL;
  }

  /** The first gate that is shut, told in {@code reasons}; null if all are open. */
  private @Nullable BlockReason gate(
      LatestBars latest, Eligibility eligibility, List<String> reasons) {
    for (Timeframe timeframe : timeframes) {
      if (latest.isPartial(timeframe)) {
        reasons.add("the latest %s bar has a known hole".formatted(timeframe));
        return BlockReason.INCOMPLETE_BAR;
      }
    }
    for (Reading reading : strategy.readings()) {
      Timeframe timeframe = reading.series().timeframe();
      for (BarField field : reading.series().fields()) {
        if (latest.lacks(timeframe, field)) {
          reasons.add("the latest %s bar has no %s".formatted(timeframe, field.ruleName()));
          return BlockReason.MISSING_MICROSTRUCTURE;
        }
      }
    }
    List<String> undefined =
        strategy.readings().stream()
            .filter(reading -> Double.isNaN(reading.value()))
            .map(Reading::name)
            .toList();
    if (!undefined.isEmpty()) {
      reasons.add("not defined yet: " + String.join(", ", undefined));
      return BlockReason.WARMING_UP;
    }
    return switch (verdict) {
      case UNDEFINED -> BlockReason.WARMING_UP;
      case CONFLICT -> {
        reasons.add("entry rules for both directions hold");
        yield BlockReason.CONFLICTING_SIGNALS;
      }
      case HOLD, BUY, BUY_CLOSING_SHORT, SELL, SELL_CLOSING_LONG -> {
        eligibility.why().forEach(why -> reasons.add("the asset is excluded: " + why));
        yield eligibility.eligible() ? null : BlockReason.ASSET_EXCLUDED;
      }
      case CLOSE_LONG, CLOSE_SHORT, CLOSE_BOTH -> null;
    };
  }

  private Map<String, Double> values() {
    Map<String, Double> values = new TreeMap<>();
    for (Reading reading : strategy.readings()) {
      double value = reading.value();
      if (!Double.isNaN(value)) {
        values.put(reading.name(), value);
      }
    }
    return values;
  }
}
