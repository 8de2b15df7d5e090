package io.tidemark.core.risk;

import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.strategy.StrategyLimits;
import io.tidemark.model.Money;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** How much of its equity an account may lose: in a UTC day, and from its peak. */
public final class LossLimits {

  private LossLimits() {}

  /**
   * Whether a UTC day has lost as much as it may: equity at its start less equity now, realised and
   * unrealised alike, is at or above {@code daily_loss_limit_pct} percent of equity at its start.
   */
  public static Optional<Sizing.Refused> dailyLoss(
      StrategyLimits limits, EquityMark mark, Money equity) {
    return reached(
        DenialReason.DAILY_LOSS_LIMIT, limits.dailyLossLimitPct(), mark.dayStart(), equity);
  }

  /**
   * Whether equity has fallen from its peak as far as it may: by {@code max_drawdown_pct} percent
   * of it or more.
   */
  public static Optional<Sizing.Refused> drawdown(
      StrategyLimits limits, EquityMark mark, Money equity) {
    return reached(DenialReason.MAX_DRAWDOWN, limits.maxDrawdownPct(), mark.peak(), equity);
  }

  private static Optional<Sizing.Refused> reached(
      DenialReason reason, @Nullable BigDecimal pct, Money from, Money equity) {
    if (pct == null) {
      return Optional.empty();
    }
    BigDecimal most = from.amount().multiply(pct).movePointLeft(2);
    BigDecimal loss = from.minus(equity).amount();
    if (loss.compareTo(most) < 0) {
      return Optional.empty();
    }
    TreeMap<String, String> context = new TreeMap<>();
    context.put("equity", equity.toString());
    context.put("equityBefore", from.toString());
    context.put("loss", loss.toPlainString());
    context.put("maximumLoss", new Money(most, equity.currency()).amount().toPlainString());
    context.put("maximumPct", pct.toPlainString());
    return Optional.of(new Sizing.Refused(reason, context));
  }

  /**
   * By what sizes are multiplied in a drawdown: {@code 1 - (1 - drawdown_factor) d / m} with the
   * drawdown {@code d} and its maximum {@code m}, so 1 at the peak and {@code drawdown_factor} at
   * the maximum; 1 where no factor is given.
   */
  public static BigDecimal sizeFactor(StrategyLimits limits, EquityMark mark, Money equity) {
    BigDecimal factor = limits.drawdownFactor();
    BigDecimal most = limits.maxDrawdownPct();
    BigDecimal peak = mark.peak().amount();
    if (factor == null || most == null || peak.signum() <= 0) {
      return BigDecimal.ONE;
    }
    BigDecimal fallen = peak.subtract(equity.amount()).max(BigDecimal.ZERO);
    BigDecimal share =
        fallen
            .divide(peak.multiply(most).movePointLeft(2), MathContext.DECIMAL64)
            .min(BigDecimal.ONE);
    return BigDecimal.ONE.subtract(BigDecimal.ONE.subtract(factor).multiply(share));
  }
}
