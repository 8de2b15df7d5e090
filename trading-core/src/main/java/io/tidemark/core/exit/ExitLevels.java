package io.tidemark.core.exit;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stop and the target of what was entered, in percent of its average entry price. A price is
 * compared exactly, on the cost and the quantity: the average itself is never rounded for it.
 *
 * @param side which way the position gains
 * @param cost what was paid (long) or received (short) for {@code quantity}, without fees, above 0
 * @param quantity what was entered, above 0
 * @param plan the percentages
 */
public record ExitLevels(PositionSide side, BigDecimal cost, Quantity quantity, ExitPlan plan) {

  /** Significant digits of a price that is shown; decisions use the exact fraction. */
  public static final MathContext DISPLAY = new MathContext(18, RoundingMode.HALF_EVEN);

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  /**
   * @throws IllegalArgumentException if the cost or the quantity is not above 0
   */
  public ExitLevels {
    if (cost.signum() <= 0) {
      throw new IllegalArgumentException("cost must be above 0, was " + cost.toPlainString());
    }
    if (quantity.isZero()) {
      throw new IllegalArgumentException("quantity must be above 0, was 0");
    }
  }

  /** Why a trade at {@code price} closes the position; empty if it does not. A touch is enough. */
  public Optional<ExitReason> hitBy(Price price) {
    if (reached(price, plan.stopLossPct(), -direction())) {
      return Optional.of(ExitReason.STOP_LOSS);
    }
    if (reached(price, plan.takeProfitPct(), direction())) {
      return Optional.of(ExitReason.TAKE_PROFIT);
    }
    return Optional.empty();
  }

  /** Where it stops, to {@link #DISPLAY} digits; null for no stop. */
  public @Nullable Price stopPrice() {
    return level(plan.stopLossPct(), -direction());
  }

  /** Its target, to {@link #DISPLAY} digits; null for none, or one below a price of 0. */
  public @Nullable Price takeProfitPrice() {
    return level(plan.takeProfitPct(), direction());
  }

  /** Whether {@code price} is at or beyond the level {@code pct} percent up (1) or down (-1). */
  private boolean reached(Price price, @Nullable BigDecimal pct, int way) {
    if (pct == null) {
      return false;
    }
    BigDecimal traded = price.times(quantity).multiply(HUNDRED);
    return traded.compareTo(scaled(pct, way)) * way >= 0;
  }

  private @Nullable Price level(@Nullable BigDecimal pct, int way) {
    if (pct == null) {
      return null;
    }
    BigDecimal level = scaled(pct, way).divide(quantity.value().multiply(HUNDRED), DISPLAY);
    return level.signum() > 0 ? new Price(level) : null;
  }

  private BigDecimal scaled(BigDecimal pct, int way) {
    return cost.multiply(way > 0 ? HUNDRED.add(pct) : HUNDRED.subtract(pct));
  }

  private int direction() {
    return side == PositionSide.LONG ? 1 : -1;
  }
}
