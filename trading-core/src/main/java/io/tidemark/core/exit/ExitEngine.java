package io.tidemark.core.exit;

import io.tidemark.core.exit.ExitPrices.Stop;
import io.tidemark.core.exit.ExitPrices.Target;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides when a position is closed by its exit plan: on each trade where there are trades ({@link
 * #onTick}), within each bar where there are only bars ({@link #onBar}), and at the closes of the
 * strategy's primary timeframe in both cases ({@link #onClose}). Functions without a state: what
 * they remember is the {@link ExitProgress} that the caller keeps.
 *
 * <p>Levels are compared exactly; a touch is enough. Signals, predictions and commands that close a
 * position are none of its business.
 */
public final class ExitEngine {

  private ExitEngine() {}

  /**
   * What one trade comes to. A stop goes before a target; levels that the price has passed since
   * the last trade are one exit of their sum. The best price moves the trailing stop at once.
   *
   * @param price of a trade after the entry's first fill
   */
  public static ExitOutcome onTick(
      ExitTerms terms, EntryFill entry, ExitProgress progress, Price price) {
    ExitPrices prices = new ExitPrices(terms, entry);
    ExitProgress seen = prices.seen(progress, price, price);
    Stop stop = prices.stopOnTrades(progress);
    if (stop != null && prices.fallsTo(price, stop.level())) {
      return new ExitOutcome(seen, List.of(new ExitDue(stop.reason(), null, price)));
    }
    return takenAt(prices, seen, price);
  }

  private static ExitOutcome takenAt(ExitPrices prices, ExitProgress progress, Price price) {
    int taken = progress.levelsTaken();
    @Nullable BigDecimal fraction = BigDecimal.ZERO;
    Target target = prices.target(taken);
    while (target != null && prices.reaches(price, target.level())) {
      BigDecimal part = target.fraction();
      fraction = fraction == null || part == null ? null : fraction.add(part);
      taken++;
      target = prices.target(taken);
    }
    return taken == progress.levelsTaken()
        ? new ExitOutcome(progress, List.of())
        : new ExitOutcome(
            progress.taken(taken), List.of(new ExitDue(ExitReason.TAKE_PROFIT, fraction, price)));
  }

  /**
   * What a bar comes to of whose prices only four are known, the worst assumed: a gap through the
   * stop at the open is filled at the open; else the stop, if touched, at its price; else each
   * target touched, in order, at its price, or at the open if that is better. Only then the bar's
   * extremes count, so that the trailing stop follows from the next bar on.
   *
   * @param bar the entry's own, or a later one
   */
  public static ExitOutcome onBar(
      ExitTerms terms, EntryFill entry, ExitProgress progress, Bar bar) {
    ExitPrices prices = new ExitPrices(terms, entry);
    Price worst = prices.worse(bar.low(), bar.high());
    Stop stop = prices.stop(progress);
    if (stop != null && prices.fallsTo(worst, stop.level())) {
      boolean gaps = prices.fallsTo(bar.open(), stop.level());
      Price price = gaps ? bar.open() : stop.level().price(RoundingMode.HALF_EVEN);
      return new ExitOutcome(
          prices.seen(progress, progress.best(), price),
          List.of(new ExitDue(stop.reason(), null, price)));
    }
    List<ExitDue> due = targetsWithin(prices, progress, bar);
    boolean ends = !due.isEmpty() && due.getLast().fractionOfEntry() == null;
    Price best = ends ? due.getLast().price() : prices.better(bar.low(), bar.high());
    return new ExitOutcome(
        prices.seen(progress, worst, best).taken(progress.levelsTaken() + due.size()), due);
  }

  private static List<ExitDue> targetsWithin(ExitPrices prices, ExitProgress progress, Bar bar) {
    Price best = prices.better(bar.low(), bar.high());
    List<ExitDue> due = new ArrayList<>();
    Target target = prices.target(progress.levelsTaken());
    while (target != null && prices.reaches(best, target.level())) {
      boolean opensBetter = prices.reaches(bar.open(), target.level());
      Price price = opensBetter ? bar.open() : target.level().price(RoundingMode.HALF_EVEN);
      due.add(new ExitDue(ExitReason.TAKE_PROFIT, target.fraction(), price));
      target = prices.target(progress.levelsTaken() + due.size());
    }
    return due;
  }

  /**
   * What the close of a bar of the primary timeframe comes to, after its prices were judged. A gain
   * of {@code break_even_at_pct} puts the stop at the average entry price from now on. A short
   * whose collateral is used up goes before the return table, and that before the hold time; each
   * closes at the next open.
   *
   * @param held since the open of the bar of the primary timeframe in which the entry's first fill
   *     happened, so that age is the same on trades and on bars
   */
  public static ExitOutcome onClose(
      ExitTerms terms, EntryFill entry, ExitProgress progress, Duration held, Price close) {
    ExitPrices prices = new ExitPrices(terms, entry);
    BigDecimal from = terms.plan().breakEvenAtPct();
    boolean isEven = from != null && prices.reaches(close, prices.gaining(from));
    Level liquidation = prices.liquidation();
    ExitReason reason =
        liquidation != null && prices.fallsTo(close, liquidation)
            ? ExitReason.LIQUIDATION
            : dueByAge(terms.plan(), prices, held.toMinutes(), close);
    return new ExitOutcome(
        isEven ? progress.atBreakEven() : progress,
        reason == null ? List.of() : List.of(new ExitDue(reason, null, close)));
  }

  private static @Nullable ExitReason dueByAge(
      ExitPlan plan, ExitPrices prices, long minutes, Price close) {
    SortedMap<Integer, BigDecimal> past =
        plan.roi().headMap(Math.clamp(minutes + 1, 0, Integer.MAX_VALUE));
    BigDecimal enough = past.isEmpty() ? null : past.get(past.lastKey());
    if (enough != null && prices.reaches(close, prices.gaining(enough))) {
      return ExitReason.ROI;
    }
    Integer most = plan.maxHoldTimeMinutes();
    if (most == null || minutes < most) {
      return null;
    }
    boolean isMeant =
        !plan.onlyIfNoProfit() || prices.fallsTo(close, prices.gaining(BigDecimal.ZERO));
    return isMeant ? ExitReason.TIME : null;
  }

  /**
   * The tightest stop that holds now, to {@link EntryFill#DISPLAY} digits; null for none, or one
   * that nothing can reach.
   */
  public static @Nullable Price stopPrice(ExitTerms terms, EntryFill entry, ExitProgress progress) {
    Stop stop = new ExitPrices(terms, entry).stop(progress);
    return stop == null ? null : shown(stop.level(), RoundingMode.HALF_EVEN);
  }

  /**
   * The next target, to {@link EntryFill#DISPLAY} digits; null for none, or one that nothing can
   * reach.
   */
  public static @Nullable Price targetPrice(
      ExitTerms terms, EntryFill entry, ExitProgress progress) {
    Target target = new ExitPrices(terms, entry).target(progress.levelsTaken());
    return target == null ? null : shown(target.level(), RoundingMode.HALF_EVEN);
  }

  private static @Nullable Price shown(Level level, RoundingMode rounding) {
    return level.isPositive() ? level.price(rounding) : null;
  }

  /**
   * The prices at which {@link #onTick} gives back the same progress and nothing due, for those who
   * have many positions to check against many trades. It holds until progress or entry change.
   */
  public static PriceBand quietBand(ExitTerms terms, EntryFill entry, ExitProgress progress) {
    ExitPrices prices = new ExitPrices(terms, entry);
    if (!prices.seen(progress, progress.best(), progress.worst()).equals(progress)) {
      return new PriceBand(progress.best(), progress.best());
    }
    boolean isLong = terms.side() == PositionSide.LONG;
    Stop stop = prices.stopOnTrades(progress);
    Target target = prices.target(progress.levelsTaken());
    Price losing = progress.worst();
    Price gaining = progress.best();
    if (stop != null && stop.level().isPositive()) {
      RoundingMode inwards = isLong ? RoundingMode.CEILING : RoundingMode.FLOOR;
      losing = prices.better(losing, stop.level().price(inwards));
    }
    if (target != null && target.level().isPositive()) {
      RoundingMode inwards = isLong ? RoundingMode.FLOOR : RoundingMode.CEILING;
      gaining = prices.worse(gaining, target.level().price(inwards));
    }
    return isLong ? new PriceBand(losing, gaining) : new PriceBand(gaining, losing);
  }

  /**
   * The bars at which neither {@link #onBar} nor {@link #onClose} has anything to do or to
   * remember, for those who go through long histories. It holds until progress or entry change.
   *
   * @param countedFrom what hold times count from
   */
  public static QuietSpell quietSpell(
      ExitTerms terms, EntryFill entry, ExitProgress progress, Instant countedFrom) {
    PriceBand band = quietBand(terms, entry, progress);
    ExitPrices prices = new ExitPrices(terms, entry);
    ExitPlan plan = terms.plan();
    Price bound = terms.side() == PositionSide.LONG ? band.high() : band.low();
    if (plan.breakEvenAtPct() != null && !progress.breakEven()) {
      bound = before(bound, prices.gaining(plan.breakEvenAtPct()), prices, terms.side());
    }
    for (BigDecimal gain : plan.roi().values()) {
      bound = before(bound, prices.gaining(gain), prices, terms.side());
    }
    Integer most = plan.maxHoldTimeMinutes();
    return new QuietSpell(
        terms.side() == PositionSide.LONG
            ? new PriceBand(band.low(), bound)
            : new PriceBand(bound, band.high()),
        most == null ? null : countedFrom.plus(Duration.ofMinutes(most)));
  }

  /** The one of two bounds in the direction of gain that comes first, rounded towards loss. */
  private static Price before(Price bound, Level level, ExitPrices prices, PositionSide side) {
    if (!level.isPositive()) {
      return bound;
    }
    RoundingMode inwards = side == PositionSide.LONG ? RoundingMode.FLOOR : RoundingMode.CEILING;
    return prices.worse(bound, level.price(inwards));
  }
}
