package io.tidemark.core.portfolio;

import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.model.Ids;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One of the limit orders that an entry is tried with, as its strategy wanted it when it was
 * decided.
 *
 * @param plan where the limit is put, and how often
 * @param timeout after which it is taken back; null for never
 * @param firstOrderId the id of the first one
 * @param number 1 for the first one
 */
public record LimitAttempt(
    LimitOrder plan, @Nullable Duration timeout, UUID firstOrderId, int number) {

  static LimitAttempt first(ExecutionPlan execution, Timeframe timeframe, UUID orderId) {
    LimitOrder plan = execution.limit() == null ? LimitOrder.AT_CLOSE : execution.limit();
    Integer bars = execution.timeoutBars();
    Duration timeout = bars == null ? null : timeframe.nominalLength().multipliedBy(bars);
    return new LimitAttempt(plan, timeout, orderId, 1);
  }

  /** Whether another one may follow. */
  boolean mayBeFollowed() {
    return number <= plan.reprices();
  }

  LimitAttempt next() {
    return new LimitAttempt(plan, timeout, firstOrderId, number + 1);
  }

  /** The id of this attempt's order: a function of the first one's and the number. */
  UUID clientOrderId() {
    return number == 1 ? firstOrderId : Ids.of("order-anew", firstOrderId, number);
  }

  @Nullable Instant expiresAt(Instant decidedAt) {
    return timeout == null ? null : decidedAt.plus(timeout);
  }

  /**
   * The limit: better than the reference by the plan's offset, on the tick on the passive side.
   *
   * @param reference the price that the plan names
   */
  Price price(Price reference, Side side, BigDecimal tick) {
    boolean buys = side == Side.BUY;
    BigDecimal part = plan.offsetBps().movePointLeft(4);
    BigDecimal factor = buys ? BigDecimal.ONE.subtract(part) : BigDecimal.ONE.add(part);
    return new Price(reference.value().multiply(factor).max(tick))
        .roundedTo(tick, buys ? RoundingMode.FLOOR : RoundingMode.CEILING);
  }
}
