package io.tidemark.core.exit;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.PositionSide;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an exit plan comes to for one position; fixed when the position is decided.
 *
 * @param side which way the position gains
 * @param plan of the strategy, as it was when the position was decided
 * @param stopDistance how far the stop loss is from the average entry price, in quote currency a
 *     unit, above 0; null unless the plan tells it in average true ranges
 * @param trailDistance the same of the trailing stop and the best price
 * @param feeRate fraction of notional that one fill costs, in [0, 1); moves levels only where the
 *     plan is fee-aware
 * @param shorting what a short costs and when it is liquidated; null of a long, and where that is
 *     the venue's to say
 */
public record ExitTerms(
    PositionSide side,
    ExitPlan plan,
    @Nullable BigDecimal stopDistance,
    @Nullable BigDecimal trailDistance,
    BigDecimal feeRate,
    @Nullable ShortTerms shorting) {

  /**
   * @throws IllegalArgumentException if a distance is missing, not asked for by the plan, or not
   *     above 0; if the fee rate is out of its range; if {@link #stopsWithinFees}; or if a long has
   *     short terms
   */
  public ExitTerms {
    TrailingStop trailing = plan.trailingStop();
    requireDistance("stopDistance", stopDistance, plan.stopLossAtr() != null);
    requireDistance(
        "trailDistance", trailDistance, trailing != null && trailing.offsetAtr() != null);
    if (feeRate.signum() < 0 || feeRate.compareTo(BigDecimal.ONE) >= 0) {
      throw new IllegalArgumentException(
          "feeRate must be 0 or above and below 1, was " + feeRate.toPlainString());
    }
    if (stopsWithinFees(plan, feeRate)) {
      throw new IllegalArgumentException(
          "exits.stop_loss_pct must be above the fees of entry and exit with exits.fee_aware; both"
              + " fills at %s lose it at the entry price already"
                  .formatted(feeRate.toPlainString()));
    }
    if (shorting != null && side == PositionSide.LONG) {
      throw new IllegalArgumentException("shorting must be of a short, was of a long");
    }
  }

  /** Terms of a position that costs nothing to hold, and is not liquidated. */
  public ExitTerms(
      PositionSide side,
      ExitPlan plan,
      @Nullable BigDecimal stopDistance,
      @Nullable BigDecimal trailDistance,
      BigDecimal feeRate) {
    this(side, plan, stopDistance, trailDistance, feeRate, null);
  }

  /**
   * Whether a fee-aware plan stops at a loss that the fees of entry and exit alone come to: no
   * price could hold its percentage, and a position would be closed as soon as it is open. Such an
   * entry is to be denied.
   *
   * @param feeRate fraction of notional that one fill costs
   */
  public static boolean stopsWithinFees(ExitPlan plan, BigDecimal feeRate) {
    BigDecimal loss = plan.stopLossPct();
    BigDecimal bothPct = feeRate.add(feeRate).movePointRight(2);
    return plan.feeAware() && loss != null && loss.compareTo(bothPct) <= 0;
  }

  private static void requireDistance(String name, @Nullable BigDecimal distance, boolean asked) {
    if ((distance != null) != asked) {
      throw new IllegalArgumentException(
          asked
              ? name + " is missing, but the plan tells it in average true ranges"
              : name + " is given, but the plan does not tell it in average true ranges");
    }
    if (distance != null && distance.signum() <= 0) {
      throw new IllegalArgumentException(
          "%s must be above 0, was %s".formatted(name, distance.toPlainString()));
    }
  }

  /** Where profit is taken, nearest first; one of all for a plan with a single target. */
  List<TakeProfitLevel> targets() {
    BigDecimal single = plan.takeProfitPct();
    return single == null
        ? plan.takeProfitLevels()
        : List.of(new TakeProfitLevel(single, BigDecimal.ONE));
  }
}
