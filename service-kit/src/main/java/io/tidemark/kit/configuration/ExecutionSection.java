package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitOrders;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.LimitOrder.Reference;
import io.tidemark.model.OrderType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The section {@code execution} of a strategy's YAML; null is what is not given. */
record ExecutionSection(
    @Nullable String orderType,
    @Nullable LimitSection limit,
    @Nullable Integer timeoutBars,
    @Nullable BigDecimal feeRate,
    @Nullable BigDecimal slippageBps,
    @Nullable Integer latencyMs,
    @Nullable BigDecimal participationPct,
    @Nullable BigDecimal borrowRateDaily,
    @Nullable BigDecimal maintenanceMarginRate,
    @Nullable String exitOrderType,
    @Nullable Integer exitTimeoutSeconds,
    @Nullable Integer exitTries,
    @Nullable Boolean venueStop) {

  record LimitSection(
      @Nullable String reference,
      @Nullable BigDecimal offsetBps,
      @Nullable Boolean postOnly,
      @Nullable Integer reprices) {

    private LimitOrder toOrder() {
      return new LimitOrder(
          Choice.of("execution.limit.reference", Reference.class, reference, Reference.CLOSE),
          offsetBps == null ? BigDecimal.ZERO : offsetBps,
          Boolean.TRUE.equals(postOnly),
          reprices == null ? 0 : reprices);
    }
  }

  /**
   * @throws IllegalArgumentException if something is out of its range, or excludes something else
   */
  ExecutionPlan toPlan() {
    return new ExecutionPlan(
        toOrderType("execution.order_type", orderType),
        limit == null ? null : limit.toOrder(),
        timeoutBars,
        feeRate,
        slippageBps,
        latencyMs,
        participationPct,
        borrowRateDaily,
        maintenanceMarginRate,
        exits());
  }

  private ExitOrders exits() {
    return new ExitOrders(
        toOrderType("execution.exit_order_type", exitOrderType),
        exitTimeoutSeconds == null ? ExitOrders.DEFAULT_TIMEOUT_SECONDS : exitTimeoutSeconds,
        exitTries == null ? ExitOrders.DEFAULT_TRIES : exitTries,
        Boolean.TRUE.equals(venueStop));
  }

  private static OrderType toOrderType(String key, @Nullable String name) {
    return switch (name) {
      case null -> OrderType.MARKET;
      case "market" -> OrderType.MARKET;
      case "limit" -> OrderType.LIMIT;
      default ->
          throw new IllegalArgumentException(
              "%s must be market or limit, was '%s'".formatted(key, name));
    };
  }
}
