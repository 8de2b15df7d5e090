package io.tidemark.core.backtest;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Price;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Passes over the bars at which the exits of a long position have nothing to do but to remember the
 * best and the worst price. Levels are told as doubles, a little too near: a bar that comes that
 * near is to be gone through exactly, any other means nothing.
 */
final class ExitBounds {

  /** By which part of a price a level is too near; far more than doubles are wrong by. */
  private static final double SLACK = 1e-9;

  private static final long FOREVER = Long.MAX_VALUE / 2;
  private static final double NEVER_BELOW = Double.NEGATIVE_INFINITY;
  private static final double NEVER_ABOVE = Double.POSITIVE_INFINITY;

  private final BarColumns columns;
  private final long length;
  private final ExitPlan plan;
  private final double fee;
  private final double[] targets;
  private final double activation;
  private final double kept;
  private final NavigableMap<Long, Double> roi = new TreeMap<>();

  private @Nullable ExitProgress progress;
  private boolean trails;
  private double best;
  private double worst;
  private int bestAt;
  private int bestAgainAt;
  private int worstAt;
  private int worstAgainAt;
  private int end;
  private double lowAtMost;
  private double highAtLeast;
  private double closeAtLeast;
  private double closeAtMost;
  private long until;

  /**
   * @param terms of a long whose levels are percentages
   */
  ExitBounds(ExitTerms terms, BarColumns columns) {
    this.columns = columns;
    this.length = columns.timeframe().nominalLength().toMillis();
    this.plan = terms.plan();
    this.fee = plan.feeAware() ? terms.feeRate().doubleValue() : 0;
    List<BigDecimal> pcts = new ArrayList<>();
    if (plan.takeProfitPct() != null) {
      pcts.add(plan.takeProfitPct());
    }
    plan.takeProfitLevels().stream().map(TakeProfitLevel::targetPct).forEach(pcts::add);
    this.targets = pcts.stream().mapToDouble(this::gained).toArray();
    TrailingStop trailing = plan.trailingStop();
    BigDecimal offset = trailing == null ? null : trailing.offsetPct();
    this.activation = trailing == null ? NEVER_ABOVE : gained(trailing.activationPct());
    this.kept = offset == null ? 1 : 1 - offset.doubleValue() / 100;
    plan.roi().forEach((minutes, pct) -> roi.put(millis(minutes), gained(pct)));
  }

  private static long millis(int minutes) {
    return Duration.ofMinutes(minutes).toMillis();
  }

  /** What a price comes to by the entry's where so many percent are gained. */
  private double gained(BigDecimal pct) {
    return (1 + fee + pct.doubleValue() / 100) / (1 - fee);
  }

  /**
   * Is about a position as it stands after a bar.
   *
   * @param countedFrom what hold times count from, in epoch milliseconds
   * @param now the close of the bar
   */
  void aim(EntryFill fill, ExitProgress after, long countedFrom, long now) {
    double entry = fill.cost().doubleValue() / fill.quantity().toDouble();
    progress = after;
    best = after.best().toDouble();
    worst = after.worst().toDouble();
    bestAt = -1;
    bestAgainAt = -1;
    worstAt = -1;
    worstAgainAt = -1;
    end = -1;
    TrailingStop trailing = plan.trailingStop();
    trails = trailing != null && (after.trailing() || trailing.activationPct().signum() == 0);
    lowAtMost = NEVER_BELOW;
    if (plan.stopLossPct() != null) {
      lowAtMost = above(entry * gained(plan.stopLossPct().negate()));
    }
    if (after.breakEven()) {
      lowAtMost = Math.max(lowAtMost, above(entry * gained(BigDecimal.ZERO)));
    }
    if (trails) {
      lowAtMost = Math.max(lowAtMost, above(best * kept));
    }
    highAtLeast = trails ? NEVER_ABOVE : below(entry * activation);
    if (after.levelsTaken() < targets.length) {
      highAtLeast = Math.min(highAtLeast, below(entry * targets[after.levelsTaken()]));
    }
    aimAtCloses(entry, after, now - countedFrom);
    until = countedFrom + nextAge(now - countedFrom);
  }

  private void aimAtCloses(double entry, ExitProgress after, long age) {
    closeAtLeast = NEVER_ABOVE;
    closeAtMost = NEVER_BELOW;
    if (plan.breakEvenAtPct() != null && !after.breakEven()) {
      closeAtLeast = below(entry * gained(plan.breakEvenAtPct()));
    }
    Map.Entry<Long, Double> enough = roi.floorEntry(age);
    if (enough != null) {
      closeAtLeast = Math.min(closeAtLeast, below(entry * enough.getValue()));
    }
    if (age >= mostAge()) {
      closeAtMost = above(entry * gained(BigDecimal.ZERO));
    }
  }

  /** From which age on something else holds. */
  private long nextAge(long age) {
    long next = age < mostAge() ? mostAge() : FOREVER;
    Long later = roi.higherKey(age);
    return later == null ? next : Math.min(next, later);
  }

  private long mostAge() {
    Integer minutes = plan.maxHoldTimeMinutes();
    return minutes == null ? FOREVER : millis(minutes);
  }

  private static double above(double level) {
    return level * (1 + SLACK);
  }

  private static double below(double level) {
    return level * (1 - SLACK);
  }

  /** The first bar from {@code from} on that is to be gone through; {@code to} if none is. */
  int next(int from, int to) {
    for (int i = from; i < to; i++) {
      double low = columns.low(i);
      double high = columns.high(i);
      double close = columns.close(i);
      if (low <= lowAtMost
          || high >= highAtLeast
          || close >= closeAtLeast
          || close <= closeAtMost
          || columns.openMillis(i) + length >= until) {
        end = i;
        return i;
      }
      if (high > best) {
        best = high;
        bestAt = i;
        bestAgainAt = -1;
        if (trails) {
          lowAtMost = Math.max(lowAtMost, above(best * kept));
        }
      } else if (high == best && bestAgainAt < 0) {
        bestAgainAt = i;
      }
      if (low < worst) {
        worst = low;
        worstAt = i;
        worstAgainAt = -1;
      } else if (low == worst && worstAgainAt < 0) {
        worstAgainAt = i;
      }
    }
    end = to;
    return to;
  }

  /** How the position stands after the bars that were passed over. */
  ExitProgress progress() {
    ExitProgress before = aimed();
    boolean isNone = bestAt < 0 && bestAgainAt < 0 && worstAt < 0 && worstAgainAt < 0;
    return isNone
        ? before
        : new ExitProgress(
            bestPrice(), worstPrice(), before.levelsTaken(), before.breakEven(), before.trailing());
  }

  /** Of prices that are the same double, the one that is higher by less. */
  private Price bestPrice() {
    Price highest = bestAt < 0 ? aimed().best() : columns.bar(bestAt).high();
    for (int i = bestAgainAt; i >= 0 && i < end; i++) {
      if (columns.high(i) == best) {
        Price again = columns.bar(i).high();
        highest = again.isAbove(highest) ? again : highest;
      }
    }
    return highest;
  }

  private Price worstPrice() {
    Price lowest = worstAt < 0 ? aimed().worst() : columns.bar(worstAt).low();
    for (int i = worstAgainAt; i >= 0 && i < end; i++) {
      if (columns.low(i) == worst) {
        Price again = columns.bar(i).low();
        lowest = again.isBelow(lowest) ? again : lowest;
      }
    }
    return lowest;
  }

  private ExitProgress aimed() {
    return Objects.requireNonNull(progress, "a position");
  }
}
