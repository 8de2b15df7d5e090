package io.tidemark.core.backtest;

import io.tidemark.core.fill.FeeSchedule;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest on bars runs.
 *
 * @param run part of every id; equal plans of one run have equal ids
 * @param data bars by instrument, all of one timeframe and with one quote currency; at least one
 * @param strategies at least one, of which each looks at all the instruments
 * @param rules what the venue asks of orders; an instrument without is traded at any price and
 *     quantity
 * @param initialCash of the quote currency, above 0
 * @param limits of the account
 * @param shortsAllowed whether what is not held may be sold
 */
public record BacktestPlan(
    String run,
    SortedMap<InstrumentId, BarColumns> data,
    List<StrategyDefinition> strategies,
    Map<InstrumentId, InstrumentRules> rules,
    BigDecimal initialCash,
    RiskLimits limits,
    boolean shortsAllowed) {

  /** What a backtest starts with unless it is told: of the quote currency. */
  public static final BigDecimal DEFAULT_CASH = BigDecimal.valueOf(10_000);

  /** The taker's rate of a venue that tells none. */
  public static final BigDecimal DEFAULT_FEE_RATE = new BigDecimal("0.0026");

  /** Limits that leave all to the strategies. */
  public static final RiskLimits NO_LIMITS =
      new RiskLimits(Integer.MAX_VALUE, BigDecimal.valueOf(100));

  private static final BigDecimal ANY = new BigDecimal("1e-16");

  /**
   * @throws IllegalArgumentException if something is missing, does not belong together, or is not
   *     modelled on bars
   */
  public BacktestPlan {
    if (data.isEmpty()) {
      throw new IllegalArgumentException("data must name at least one instrument");
    }
    if (strategies.isEmpty()) {
      throw new IllegalArgumentException("strategies must not be empty");
    }
    if (initialCash.signum() <= 0) {
      throw new IllegalArgumentException(
          "portfolio.initial_cash must be above 0, was " + initialCash.toPlainString());
    }
    requireOne("timeframe", data.values().stream().map(BarColumns::timeframe).collect(set()));
    requireOne(
        "quote currency", data.keySet().stream().map(id -> id.symbol().quote()).collect(set()));
    agreed(strategies, "execution.fee_rate", ExecutionPlan::feeRate);
    agreed(strategies, "execution.slippage_bps", ExecutionPlan::slippageBps);
    agreed(strategies, "execution.participation_pct", ExecutionPlan::participationPct);
    for (StrategyDefinition strategy : strategies) {
      BigDecimal borrow = strategy.execution().borrowRateDaily();
      if (borrow != null && borrow.signum() > 0) {
        throw new IllegalArgumentException(
            "execution.borrow_rate_daily of strategy %s is not modelled; leave it out or set it to 0"
                .formatted(strategy.id()));
      }
    }
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    strategies = List.copyOf(strategies);
    rules = Map.copyOf(rules);
  }

  private static <T> Collector<T, ?, Set<T>> set() {
    return Collectors.toSet();
  }

  private static void requireOne(String what, Set<?> found) {
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "the data must be of one %s, were of %s".formatted(what, new TreeSet<>(found)));
    }
  }

  /** The timeframe of the bars. */
  public Timeframe timeframe() {
    return data.values().iterator().next().timeframe();
  }

  /** The currency that cash is held in. */
  public String quoteCurrency() {
    return data.firstKey().symbol().quote();
  }

  /** What the venue asks of orders in an instrument. */
  InstrumentRules rulesOf(InstrumentId instrument) {
    InstrumentRules given = rules.get(instrument);
    BigDecimal fee = agreed(strategies, "execution.fee_rate", ExecutionPlan::feeRate);
    if (given == null) {
      BigDecimal rate = fee == null ? DEFAULT_FEE_RATE : fee;
      return new InstrumentRules(ANY, ANY, BigDecimal.ZERO, BigDecimal.ZERO, rate, rate);
    }
    return fee == null
        ? given
        : new InstrumentRules(
            given.tickSize(),
            given.quantityStep(),
            given.minimumQuantity(),
            given.minimumCost(),
            fee,
            fee);
  }

  /** What is assumed of fills. */
  FillSettings fills() {
    BigDecimal participation =
        agreed(strategies, "execution.participation_pct", ExecutionPlan::participationPct);
    return new FillSettings(
        SlippageModel.book(slippageBps()),
        participation == null ? null : participation.movePointLeft(2),
        FeeSchedule.OF_INSTRUMENT);
  }

  /** Hundredths of a percent by which market orders fill worse. */
  BigDecimal slippageBps() {
    BigDecimal given = agreed(strategies, "execution.slippage_bps", ExecutionPlan::slippageBps);
    return given == null ? BigDecimal.ZERO : given;
  }

  /** Fees and slippage are of the account, so strategies that share one must agree on them. */
  private static @Nullable BigDecimal agreed(
      List<StrategyDefinition> strategies,
      String key,
      Function<ExecutionPlan, @Nullable BigDecimal> value) {
    BigDecimal first = value.apply(strategies.getFirst().execution());
    for (StrategyDefinition strategy : strategies) {
      BigDecimal other = value.apply(strategy.execution());
      boolean same =
          first == null || other == null
              ? Objects.equals(first, other)
              : first.compareTo(other) == 0;
      if (!same) {
        throw new IllegalArgumentException(
            "%s must be the same for all strategies of an account, was %s of %s and %s of %s"
                .formatted(key, first, strategies.getFirst().id(), other, strategy.id()));
      }
    }
    return first;
  }
}
