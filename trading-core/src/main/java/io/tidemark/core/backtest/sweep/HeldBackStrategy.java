package io.tidemark.core.backtest.sweep;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.model.Bar;
import io.tidemark.model.SignalSource;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A strategy that is shown every bar, and wants nothing of those that close up to an instant. */
final class HeldBackStrategy implements Strategy {

  private static final String CLASS_NAME = "held_back";

  private final Strategy inner;
  private final Instant until;

  private HeldBackStrategy(Strategy inner, Instant until) {
    this.inner = inner;
    this.until = until;
  }

  /** A registry that makes the strategy, held back, of its {@link #definition}. */
  static StrategyRegistry registry(
      StrategyRegistry registry, StrategyDefinition strategy, Instant until) {
    return registry.with(
        CLASS_NAME, (_, graphs) -> new HeldBackStrategy(registry.create(strategy, graphs), until));
  }

  /** The same strategy for the account; its rules are the inner one's to judge. */
  static StrategyDefinition definition(StrategyDefinition strategy) {
    return new StrategyDefinition(
        strategy.id(),
        strategy.name(),
        CLASS_NAME,
        strategy.mode(),
        strategy.aggregation(),
        strategy.market(),
        strategy.parameters(),
        strategy.indicators(),
        Rules.NONE,
        Rules.NONE,
        strategy.exits(),
        strategy.risk(),
        strategy.execution(),
        strategy.initialCash(),
        strategy.configurationHash());
  }

  @Override
  public Verdict onBar(StrategyInput input) {
    Verdict verdict = inner.onBar(input);
    return input.bar().closeTime().isAfter(until) ? verdict : Verdict.HOLD;
  }

  @Override
  public List<Reading> readings() {
    return inner.readings();
  }

  @Override
  public List<Reading> furtherReadings() {
    return inner.furtherReadings();
  }

  @Override
  public Map<Timeframe, Integer> warmUp() {
    return inner.warmUp();
  }

  @Override
  public Set<Timeframe> furtherTimeframes() {
    return inner.furtherTimeframes();
  }

  @Override
  public void onFurtherBar(Bar bar) {
    inner.onFurtherBar(bar);
  }

  @Override
  public List<String> reasons() {
    return inner.reasons();
  }

  @Override
  public double confidence() {
    return inner.confidence();
  }

  @Override
  public double strength() {
    return inner.strength();
  }

  @Override
  public SignalSource source() {
    return inner.source();
  }

  @Override
  public @Nullable String shortfall() {
    return inner.shortfall();
  }

  @Override
  public Map<String, Double> metadata() {
    return inner.metadata();
  }

  @Override
  public BigDecimal closeFraction() {
    return inner.closeFraction();
  }

  @Override
  public @Nullable UUID predictionId() {
    return inner.predictionId();
  }

  @Override
  public boolean sizesByAgent() {
    return inner.sizesByAgent();
  }

  @Override
  public void save(DataOutput out) throws IOException {
    inner.save(out);
  }

  @Override
  public void restore(DataInput in) throws IOException {
    inner.restore(in);
  }
}
