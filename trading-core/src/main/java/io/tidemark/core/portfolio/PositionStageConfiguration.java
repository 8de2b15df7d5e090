package io.tidemark.core.portfolio;

import io.tidemark.core.exit.ShortTerms;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link PositionStage} is told. A change takes effect by restoring the stage's state with
 * another configuration.
 *
 * @param run part of every id
 * @param account the venue account
 * @param initialCash by quote currency; at least one
 * @param limits whatever the strategies ask for
 * @param shortsAllowed whether what is not held may be sold
 * @param lends whether this account itself charges shorts for what they borrow and liquidates them,
 *     by what their strategies say; a venue does so by itself
 * @param strategies by id
 * @param instruments what the venue asks of orders, by instrument
 * @param slippageAllowance fraction by which an entry may fill worse than decided; its cash is
 *     reserved with it, in [0, 1)
 * @param maxDecisionAge an older decision opens nothing; above 0
 * @param maxExitAttempts exit orders in a row that may end unfilled, 1 or above
 * @param tickWindow trades kept for each instrument until a fill lets exits be checked against
 *     them, 1 or above; beyond, the oldest go; of bars likewise
 * @param bars the timeframe of the bars that stops and targets are checked against, where the
 *     market is told by bars alone; null to check them against trades
 * @param keepsTurns whether bars, fills and signals of an instant may come in any order, so that a
 *     signal has to wait for what the bars up to it did
 */
public record PositionStageConfiguration(
    String run,
    String account,
    Map<String, BigDecimal> initialCash,
    RiskLimits limits,
    boolean shortsAllowed,
    boolean lends,
    Map<String, StrategyDefinition> strategies,
    Map<InstrumentId, InstrumentRules> instruments,
    BigDecimal slippageAllowance,
    Duration maxDecisionAge,
    int maxExitAttempts,
    int tickWindow,
    @Nullable Timeframe bars,
    boolean keepsTurns) {

  /** One percent. */
  public static final BigDecimal DEFAULT_SLIPPAGE_ALLOWANCE = new BigDecimal("0.01");

  public static final Duration DEFAULT_MAX_DECISION_AGE = Duration.ofMinutes(5);
  public static final int DEFAULT_MAX_EXIT_ATTEMPTS = 3;
  public static final int DEFAULT_TICK_WINDOW = 10_000;

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  public PositionStageConfiguration {
    if (initialCash.isEmpty()) {
      throw new IllegalArgumentException("initialCash must name at least one currency");
    }
    if (slippageAllowance.signum() < 0 || slippageAllowance.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "slippageAllowance must be 0 or above and below 1, was "
              + slippageAllowance.toPlainString());
    }
    if (maxDecisionAge.isNegative() || maxDecisionAge.isZero()) {
      throw new IllegalArgumentException("maxDecisionAge must be above 0, was " + maxDecisionAge);
    }
    if (maxExitAttempts < 1) {
      throw new IllegalArgumentException(
          "maxExitAttempts must be 1 or above, was " + maxExitAttempts);
    }
    if (tickWindow < 1) {
      throw new IllegalArgumentException("tickWindow must be 1 or above, was " + tickWindow);
    }
    initialCash = Map.copyOf(initialCash);
    strategies = Map.copyOf(strategies);
    instruments = Map.copyOf(instruments);
  }

  /** The instruments at the top of whose books a strategy puts its limits. */
  Set<InstrumentId> bookTopsNeeded() {
    Set<InstrumentId> needed = new HashSet<>();
    for (StrategyDefinition strategy : strategies.values()) {
      LimitOrder limit = strategy.execution().limit();
      boolean entersAtTop = limit != null && limit.reference() != LimitOrder.Reference.CLOSE;
      if (entersAtTop || strategy.execution().exits().limitTries() > 0) {
        StrategyDefinition.Market market = strategy.market();
        market.symbols().forEach(one -> needed.add(new InstrumentId(market.exchange(), one)));
      }
    }
    return needed;
  }

  /** What a short of a strategy costs and when it is liquidated; empty if that is the venue's. */
  Optional<ShortTerms> shortTerms(StrategyDefinition strategy) {
    return lends ? Optional.of(strategy.execution().shortTerms()) : Optional.empty();
  }

  /** A configuration with the default allowance, ages and bounds, without shorts. */
  public static PositionStageConfiguration of(
      String run,
      String account,
      Map<String, BigDecimal> initialCash,
      RiskLimits limits,
      Map<String, StrategyDefinition> strategies,
      Map<InstrumentId, InstrumentRules> instruments) {
    return new PositionStageConfiguration(
        run,
        account,
        initialCash,
        limits,
        false,
        false,
        strategies,
        instruments,
        DEFAULT_SLIPPAGE_ALLOWANCE,
        DEFAULT_MAX_DECISION_AGE,
        DEFAULT_MAX_EXIT_ATTEMPTS,
        DEFAULT_TICK_WINDOW,
        null,
        false);
  }

  /** The same with another maximum age of the decisions that entries follow. */
  public PositionStageConfiguration withMaxDecisionAge(Duration age) {
    return with(shortsAllowed, slippageAllowance, age, bars, keepsTurns);
  }

  /** The same with or without shorts. */
  public PositionStageConfiguration withShorts(boolean allowed) {
    return with(allowed, slippageAllowance, maxDecisionAge, bars, keepsTurns);
  }

  /** The same with another slippage allowance. */
  public PositionStageConfiguration withSlippageAllowance(BigDecimal fraction) {
    return with(shortsAllowed, fraction, maxDecisionAge, bars, keepsTurns);
  }

  /**
   * The same where the market is told by bars of {@code timeframe} alone, and all that an instant
   * leads to is told in its order.
   */
  public PositionStageConfiguration onBars(Timeframe timeframe) {
    return with(shortsAllowed, slippageAllowance, maxDecisionAge, timeframe, false);
  }

  /** Likewise where bars, fills and signals of an instant come in any order. */
  public PositionStageConfiguration onBarsInAnyOrder(Timeframe timeframe) {
    return with(shortsAllowed, slippageAllowance, maxDecisionAge, timeframe, true);
  }

  /** The same where shorts are charged for what they borrow, and are liquidated. */
  public PositionStageConfiguration lending() {
    return with(shortsAllowed, true, slippageAllowance, maxDecisionAge, bars, keepsTurns);
  }

  private PositionStageConfiguration with(
      boolean shorts,
      BigDecimal allowance,
      Duration age,
      @Nullable Timeframe timeframe,
      boolean turns) {
    return with(shorts, lends, allowance, age, timeframe, turns);
  }

  private PositionStageConfiguration with(
      boolean shorts,
      boolean charges,
      BigDecimal allowance,
      Duration age,
      @Nullable Timeframe timeframe,
      boolean turns) {
    return new PositionStageConfiguration(
        run,
        account,
        initialCash,
        limits,
        shorts,
        charges,
        strategies,
        instruments,
        allowance,
        age,
        maxExitAttempts,
        tickWindow,
        timeframe,
        turns);
  }
}
