package io.tidemark.core.exit;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the exits of one position lie: its terms, at the prices of what was entered. */
final class ExitPrices {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ExitTerms terms;
  private final ExitPlan plan;
  private final Level entry;
  private final int way;
  private final List<TakeProfitLevel> targets;

  ExitPrices(ExitTerms terms, EntryFill fill) {
    this.terms = terms;
    this.plan = terms.plan();
    this.entry = fill.average();
    this.way = terms.side() == PositionSide.LONG ? 1 : -1;
    this.targets = terms.targets();
  }

  /** Where a stop is, and what it is called. */
  record Stop(Level level, ExitReason reason) {}

  /**
   * Where profit is taken.
   *
   * @param fraction of the original quantity; null for all that is held
   */
  record Target(Level level, @Nullable BigDecimal fraction) {}

  /** The tightest stop that holds; null for none. */
  @Nullable Stop stop(ExitProgress progress) {
    Stop tightest = stopLoss();
    if (progress.breakEven()) {
      tightest = tighter(tightest, new Stop(gaining(BigDecimal.ZERO), ExitReason.BREAK_EVEN));
    }
    TrailingStop trailing = plan.trailingStop();
    if (trailing != null && (progress.trailing() || trailing.activationPct().signum() == 0)) {
      Level behind = behind(progress.best(), trailing);
      tightest = tighter(tightest, new Stop(behind, ExitReason.TRAILING_STOP));
    }
    return tightest;
  }

  /** The tightest stop that a single trade is held against; null for none. */
  @Nullable Stop stopOnTrades(ExitProgress progress) {
    Level liquidation = liquidation();
    return liquidation == null
        ? stop(progress)
        : tighter(stop(progress), new Stop(liquidation, ExitReason.LIQUIDATION));
  }

  /**
   * Where the proceeds and an equal margin are what buying back and the margin rate come to; null
   * of a position that is not liquidated.
   */
  @Nullable Level liquidation() {
    ShortTerms shorting = terms.shorting();
    return shorting == null
        ? null
        : entry.scaled(BigDecimal.TWO, BigDecimal.ONE.add(shorting.maintenanceMarginRate()));
  }

  private @Nullable Stop stopLoss() {
    if (plan.stopLossPct() != null) {
      return new Stop(gaining(plan.stopLossPct().negate()), ExitReason.STOP_LOSS);
    }
    return terms.stopDistance() == null
        ? null
        : new Stop(worseBy(entry, terms.stopDistance()), ExitReason.STOP_LOSS);
  }

  private Level behind(Price best, TrailingStop trailing) {
    Level from = Level.of(best);
    if (terms.trailDistance() != null) {
      return worseBy(from, terms.trailDistance());
    }
    BigDecimal offset = trailing.offsetPct() == null ? BigDecimal.ZERO : trailing.offsetPct();
    return from.scaled(HUNDRED.subtract(signed(offset)).movePointLeft(2), BigDecimal.ONE);
  }

  private Stop tighter(@Nullable Stop one, Stop other) {
    return one == null || other.level().compare(one.level()) * way > 0 ? other : one;
  }

  /** The next target after so many; null after the last. */
  @Nullable Target target(int taken) {
    if (taken >= targets.size()) {
      return null;
    }
    TakeProfitLevel next = targets.get(taken);
    boolean closesRest = taken == targets.size() - 1 && !plan.runner();
    return new Target(gaining(next.targetPct()), closesRest ? null : next.closePct());
  }

  /**
   * The price at which so many percent of the average entry price are gained; a loss is negative. A
   * fee-aware plan counts what is left after the fees of both fills: {@code exit x (1 - fee) -
   * entry x (1 + fee)} of a long, {@code entry x (1 - fee) - exit x (1 + fee)} of a short.
   */
  Level gaining(BigDecimal pct) {
    BigDecimal fee = plan.feeAware() ? terms.feeRate() : BigDecimal.ZERO;
    BigDecimal factor = BigDecimal.ONE.add(signed(fee.add(pct.movePointLeft(2))));
    return entry.scaled(factor, BigDecimal.ONE.subtract(signed(fee)));
  }

  private Level worseBy(Level from, BigDecimal distance) {
    return from.plus(signed(distance).negate());
  }

  private BigDecimal signed(BigDecimal gain) {
    return way > 0 ? gain : gain.negate();
  }

  /** Whether a price is at a level, or beyond it in the direction of gain. */
  boolean reaches(Price price, Level level) {
    return level.compare(price) * way <= 0;
  }

  /** Whether a price is at a level, or beyond it in the direction of loss. */
  boolean fallsTo(Price price, Level level) {
    return level.compare(price) * way >= 0;
  }

  Price better(Price one, Price other) {
    return one.compareTo(other) * way >= 0 ? one : other;
  }

  Price worse(Price one, Price other) {
    return one.compareTo(other) * way >= 0 ? other : one;
  }

  /** What is remembered after two prices were traded, in whatever order. */
  ExitProgress seen(ExitProgress before, Price one, Price other) {
    Price best = better(before.best(), better(one, other));
    Price worst = worse(before.worst(), worse(one, other));
    TrailingStop trailing = plan.trailingStop();
    boolean follows =
        before.trailing() || (trailing != null && reaches(best, gaining(trailing.activationPct())));
    return best.equals(before.best())
            && worst.equals(before.worst())
            && follows == before.trailing()
        ? before
        : before.between(best, worst, follows);
  }
}
