package io.tidemark.core.strategy;

import io.tidemark.core.exit.ShortTerms;
import io.tidemark.model.OrderType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * How a strategy's orders are put, and what a backtest assumes of their fills. Null leaves an
 * assumption to the backtest; an account that trades has its fees, slippage and latency from its
 * venue, on paper from the suite's configuration.
 *
 * @param orderType of entries, {@code MARKET} or {@code LIMIT}
 * @param limit where limits are put; null with market orders
 * @param timeoutBars of the primary timeframe after which a limit expires, 1 or above; null if it
 *     does not, or with market orders
 * @param feeRate fraction of a fill's notional, in [0, 1)
 * @param slippageBps hundredths of a percent by which market orders fill worse, in [0, 10000)
 * @param latencyMs milliseconds from a decision to the venue, 0 or above
 * @param participationPct the most percent of a bar's volume that one order takes, in (0, 100]
 * @param borrowRateDaily fraction of a short's notional that a day costs, in [0, 1)
 * @param maintenanceMarginRate fraction of a short's notional that must be left of its collateral,
 *     in [0, 1)
 * @param exits how what closes a position is put
 */
public record ExecutionPlan(
    OrderType orderType,
    @Nullable LimitOrder limit,
    @Nullable Integer timeoutBars,
    @Nullable BigDecimal feeRate,
    @Nullable BigDecimal slippageBps,
    @Nullable Integer latencyMs,
    @Nullable BigDecimal participationPct,
    @Nullable BigDecimal borrowRateDaily,
    @Nullable BigDecimal maintenanceMarginRate,
    ExitOrders exits) {

  /** Market orders, all assumptions left to the backtest. */
  public static final ExecutionPlan DEFAULT =
      new ExecutionPlan(OrderType.MARKET, null, null, null, null, null, null, null);

  private static final int WHOLE_BPS = 10_000;

  /**
   * @throws IllegalArgumentException if a value is out of its range; the message begins with the
   *     key
   */
  public ExecutionPlan {
    if (orderType != OrderType.MARKET && orderType != OrderType.LIMIT) {
      throw new IllegalArgumentException(
          "execution.order_type must be market or limit, was " + orderType);
    }
    if (orderType == OrderType.MARKET && (limit != null || timeoutBars != null)) {
      throw new IllegalArgumentException(
          "execution.limit and timeout_bars are of limit orders; give execution.order_type: limit");
    }
    if (orderType == OrderType.LIMIT && limit == null) {
      limit = LimitOrder.AT_CLOSE;
    }
    timeoutBars = Ranges.atLeast("execution.timeout_bars", timeoutBars, 1);
    feeRate = Ranges.fromZeroBelow("execution.fee_rate", feeRate, 1);
    slippageBps = Ranges.fromZeroBelow("execution.slippage_bps", slippageBps, WHOLE_BPS);
    latencyMs = Ranges.atLeast("execution.latency_ms", latencyMs, 0);
    participationPct = Ranges.upTo("execution.participation_pct", participationPct, 100);
    borrowRateDaily = Ranges.fromZeroBelow("execution.borrow_rate_daily", borrowRateDaily, 1);
    maintenanceMarginRate =
        Ranges.fromZeroBelow("execution.maintenance_margin_rate", maintenanceMarginRate, 1);
  }

  /** What a short costs and when it is liquidated; nothing, and at twice its price, by default. */
  public ShortTerms shortTerms() {
    return new ShortTerms(
        borrowRateDaily == null ? BigDecimal.ZERO : borrowRateDaily,
        maintenanceMarginRate == null ? BigDecimal.ZERO : maintenanceMarginRate);
  }

  /** A plan that says nothing of the collateral of shorts, with exits put in the usual way. */
  public ExecutionPlan(
      OrderType orderType,
      @Nullable LimitOrder limit,
      @Nullable Integer timeoutBars,
      @Nullable BigDecimal feeRate,
      @Nullable BigDecimal slippageBps,
      @Nullable Integer latencyMs,
      @Nullable BigDecimal participationPct,
      @Nullable BigDecimal borrowRateDaily) {
    this(
        orderType,
        limit,
        timeoutBars,
        feeRate,
        slippageBps,
        latencyMs,
        participationPct,
        borrowRateDaily,
        null,
        ExitOrders.USUAL);
  }
}
