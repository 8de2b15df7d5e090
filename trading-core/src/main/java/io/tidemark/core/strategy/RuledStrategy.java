package io.tidemark.core.strategy;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.model.Bar;
import io.tidemark.model.SignalSource;
import io.tidemark.model.Timeframe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A strategy of a class, and rules beside it: entry rules of a direction must hold as well, exit
 * rules close besides.
 */
final class RuledStrategy implements Strategy {

  private final Strategy inner;
  private final boolean filtersLong;
  private final boolean filtersShort;
  private final CompiledCondition entryLong;
  private final CompiledCondition entryShort;
  private final CompiledCondition exitLong;
  private final CompiledCondition exitShort;
  private final List<Reading> readings;
  private final double threshold;
  private Verdict own = Verdict.UNDEFINED;
  private Verdict last = Verdict.UNDEFINED;

  RuledStrategy(Strategy inner, StrategyDefinition definition, IndicatorGraphs graphs) {
    this.inner = inner;
    this.threshold = definition.aggregation().threshold();
    RuleCompiler compiler =
        new RuleCompiler(
            definition.market().primaryTimeframe(),
            graphs,
            new RuleScope(definition.indicators(), definition.parameters()));
    filtersLong = !definition.entry().longRules().isEmpty();
    filtersShort = !definition.entry().shortRules().isEmpty();
    entryLong = CompiledCondition.of(definition.entry().longRules(), compiler);
    entryShort = CompiledCondition.of(definition.entry().shortRules(), compiler);
    exitLong = CompiledCondition.of(definition.exit().longRules(), compiler);
    exitShort = CompiledCondition.of(definition.exit().shortRules(), compiler);
    Set<Reading> all = new LinkedHashSet<>(inner.readings());
    for (CompiledCondition one : List.of(entryLong, entryShort, exitLong, exitShort)) {
      all.addAll(one.readings());
    }
    readings = List.copyOf(all);
  }

  @Override
  public boolean readsInput() {
    return inner.readsInput();
  }

  @Override
  public Verdict onBar(StrategyInput input) {
    own = inner.onBar(input);
    Truth mayBuy = filtersLong ? entryLong.evaluate() : Truth.TRUE;
    Truth maySell = filtersShort ? entryShort.evaluate() : Truth.TRUE;
    Truth leaveLong = exitLong.evaluate();
    Truth leaveShort = exitShort.evaluate();
    boolean unknown =
        own == Verdict.UNDEFINED
            || mayBuy == Truth.UNKNOWN
            || maySell == Truth.UNKNOWN
            || leaveLong == Truth.UNKNOWN
            || leaveShort == Truth.UNKNOWN;
    last = unknown ? Verdict.UNDEFINED : joined(mayBuy, maySell, leaveLong, leaveShort);
    return last;
  }

  private Verdict joined(Truth mayBuy, Truth maySell, Truth leaveLong, Truth leaveShort) {
    boolean leaves = leaveLong == Truth.TRUE || leaveShort == Truth.TRUE;
    if (!leaves && !own.opens()) {
      return own;
    }
    boolean buys = own == Verdict.BUY || own == Verdict.BUY_CLOSING_SHORT;
    boolean sells = own == Verdict.SELL || own == Verdict.SELL_CLOSING_LONG;
    boolean whole = !isPartial(own);
    Verdict joined =
        Verdict.of(
            buys && mayBuy == Truth.TRUE,
            sells && maySell == Truth.TRUE,
            leaveLong == Truth.TRUE || (whole && own.closesLong()),
            leaveShort == Truth.TRUE || (whole && own.closesShort()));
    return leaves && isTooWeak() ? joined.exitFirst() : joined;
  }

  /** An entry that will be blocked must not hold back the exit beside it. */
  private boolean isTooWeak() {
    return own.opens() && (inner.shortfall() != null || inner.confidence() < threshold);
  }

  private static boolean isPartial(Verdict verdict) {
    return verdict == Verdict.PARTIAL_CLOSE_LONG
        || verdict == Verdict.PARTIAL_CLOSE_SHORT
        || verdict == Verdict.PARTIAL_CLOSE_BOTH;
  }

  /** Whether the last verdict is the inner strategy's, maybe with an exit besides. */
  private boolean isInners() {
    return last.type() == own.type();
  }

  @Override
  public List<String> reasons() {
    List<String> reasons = new ArrayList<>();
    if (isInners()) {
      reasons.addAll(inner.reasons());
    }
    if (own.opens()) {
      boolean buys = own == Verdict.BUY || own == Verdict.BUY_CLOSING_SHORT;
      CompiledCondition entry = buys ? entryLong : entryShort;
      Truth truth = last.opens() ? Truth.TRUE : Truth.FALSE;
      String state = last.opens() ? " holds: " : " does not hold: ";
      String list = buys ? "entry.long" : "entry.short";
      entry.explain(truth).forEach(rule -> reasons.add(list + state + rule));
    }
    exitLong.explain(Truth.TRUE).forEach(rule -> reasons.add("exit.long holds: " + rule));
    exitShort.explain(Truth.TRUE).forEach(rule -> reasons.add("exit.short holds: " + rule));
    return reasons;
  }

  @Override
  public List<Reading> readings() {
    return readings;
  }

  @Override
  public List<Reading> furtherReadings() {
    return inner.furtherReadings();
  }

  @Override
  public Map<Timeframe, Integer> warmUp() {
    Map<Timeframe, Integer> bars = Strategy.super.warmUp();
    inner.warmUp().forEach((timeframe, count) -> bars.merge(timeframe, count, Math::max));
    return bars;
  }

  @Override
  public Set<Timeframe> furtherTimeframes() {
    return inner.furtherTimeframes();
  }

  @Override
  public void onFurtherBar(Bar bar) {
    inner.onFurtherBar(bar);
  }

  /** Of an exit by rule, 1. */
  @Override
  public double confidence() {
    return isInners() ? inner.confidence() : 1;
  }

  @Override
  public double strength() {
    return isInners() ? inner.strength() : 1;
  }

  @Override
  public SignalSource source() {
    return isInners() ? inner.source() : SignalSource.TECHNICAL;
  }

  @Override
  public @Nullable String shortfall() {
    return isInners() ? inner.shortfall() : null;
  }

  @Override
  public Map<String, Double> metadata() {
    return isInners() ? inner.metadata() : Map.of();
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
