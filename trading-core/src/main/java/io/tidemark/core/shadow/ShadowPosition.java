package io.tidemark.core.shadow;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.ExitReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** An open hypothetical position, and where its exit plan closes it. */
final class ShadowPosition {

  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final ExitPlan plan;
  private final ShadowOrders.Entry order;
  private final PositionSide side;
  private final Instant entryTime;
  private final BigDecimal entryPrice;
  private final BigDecimal entered;
  private BigDecimal held;
  private BigDecimal best;
  private boolean breakEven;
  private int levelsPassed;

  /**
   * @param entered quantity, at most what was ordered
   */
  ShadowPosition(
      ExitPlan plan,
      ShadowOrders.Entry order,
      Instant entryTime,
      BigDecimal entryPrice,
      BigDecimal entered) {
    this.plan = plan;
    this.order = order;
    this.side = order.side();
    this.entryTime = entryTime;
    this.entryPrice = entryPrice;
    this.entered = entered;
    this.held = entered;
    this.best = entryPrice;
  }

  /** Where a stop is, and what it is called. */
  record Stop(BigDecimal price, ExitReason reason) {}

  /** A target that was touched, and how much is closed there. */
  record Target(BigDecimal price, BigDecimal quantity) {}

  PositionSide side() {
    return side;
  }

  Instant entryTime() {
    return entryTime;
  }

  BigDecimal entryPrice() {
    return entryPrice;
  }

  /** The original quantity. */
  BigDecimal entered() {
    return entered;
  }

  BigDecimal held() {
    return held;
  }

  void reduce(BigDecimal quantity) {
    held = held.subtract(quantity);
  }

  private int way() {
    return side == PositionSide.LONG ? 1 : -1;
  }

  /** The gain of a unit at a price. */
  BigDecimal gain(BigDecimal price) {
    BigDecimal rise = price.subtract(entryPrice);
    return way() > 0 ? rise : rise.negate();
  }

  private BigDecimal gainPct(BigDecimal price) {
    return gain(price).multiply(HUNDRED).divide(entryPrice, ShadowBook.DIGITS);
  }

  /** A price {@code pct} percent better than another; worse if it is negative. */
  private BigDecimal better(BigDecimal price, BigDecimal pct) {
    BigDecimal part = price.multiply(pct).movePointLeft(2);
    return way() > 0 ? price.add(part) : price.subtract(part);
  }

  private BigDecimal worse(BigDecimal price, BigDecimal distance) {
    return way() > 0 ? price.subtract(distance) : price.add(distance);
  }

  /** The tightest stop that holds now; null for none. */
  @Nullable Stop stop() {
    Stop tightest = null;
    if (plan.stopLossPct() != null) {
      tightest = new Stop(better(entryPrice, plan.stopLossPct().negate()), ExitReason.STOP_LOSS);
    }
    if (plan.stopLossAtr() != null) {
      tightest = new Stop(worse(entryPrice, order.stopAway()), ExitReason.STOP_LOSS);
    }
    if (breakEven) {
      tightest = tighter(tightest, new Stop(entryPrice, ExitReason.BREAK_EVEN));
    }
    TrailingStop trailing = plan.trailingStop();
    if (trailing != null && reached(best, better(entryPrice, trailing.activationPct()))) {
      tightest = tighter(tightest, new Stop(behindBest(trailing), ExitReason.TRAILING_STOP));
    }
    return tightest;
  }

  private BigDecimal behindBest(TrailingStop trailing) {
    BigDecimal pct = trailing.offsetPct();
    return pct == null ? worse(best, order.trailAway()) : better(best, pct.negate());
  }

  private Stop tighter(@Nullable Stop one, Stop other) {
    if (one == null) {
      return other;
    }
    boolean otherIsTighter =
        way() > 0
            ? other.price().compareTo(one.price()) > 0
            : other.price().compareTo(one.price()) < 0;
    return otherIsTighter ? other : one;
  }

  /** Whether a price is at or beyond a better one. */
  private boolean reached(BigDecimal price, BigDecimal level) {
    return price.compareTo(level) * way() >= 0;
  }

  /** Where a stop is filled within a bar; null if it is not touched. */
  @Nullable BigDecimal stopped(Stop stop, Bar bar) {
    BigDecimal open = bar.open().value();
    if (reached(stop.price(), open)) {
      return open;
    }
    BigDecimal worst = way() > 0 ? bar.low().value() : bar.high().value();
    return reached(stop.price(), worst) ? stop.price() : null;
  }

  /** The next target, if a bar touches it; null otherwise. It counts as passed. */
  @Nullable Target target(Bar bar) {
    List<TakeProfitLevel> levels = plan.takeProfitLevels();
    boolean whole = plan.takeProfitPct() != null && levelsPassed == 0;
    if (!whole && levelsPassed >= levels.size()) {
      return null;
    }
    BigDecimal pct =
        whole && plan.takeProfitPct() != null
            ? plan.takeProfitPct()
            : levels.get(levelsPassed).targetPct();
    BigDecimal level = better(entryPrice, pct);
    BigDecimal extreme = way() > 0 ? bar.high().value() : bar.low().value();
    if (!reached(extreme, level)) {
      return null;
    }
    boolean last = whole || (levelsPassed == levels.size() - 1 && !plan.runner());
    BigDecimal part = last ? held : levels.get(levelsPassed).closePct().multiply(entered).min(held);
    levelsPassed++;
    BigDecimal open = bar.open().value();
    return new Target(reached(open, level) ? open : level, part);
  }

  /** Notes how far a bar went; what follows from it counts from the next bar on. */
  void passed(Bar bar) {
    BigDecimal extreme = way() > 0 ? bar.high().value() : bar.low().value();
    if (reached(extreme, best)) {
      best = extreme;
    }
    BigDecimal from = plan.breakEvenAtPct();
    breakEven |= from != null && gainPct(bar.close().value()).compareTo(from) >= 0;
  }

  /** Why the plan closes it at the next open, by its age at a bar's close; null if it does not. */
  @Nullable ExitReason dueAt(Bar bar) {
    long minutes = Duration.between(entryTime, bar.closeTime()).toMinutes();
    SortedMap<Integer, BigDecimal> young =
        plan.roi().headMap((int) Math.min(minutes, Integer.MAX_VALUE - 1L) + 1);
    BigDecimal gained = gainPct(bar.close().value());
    if (!young.isEmpty() && gained.compareTo(young.get(young.lastKey())) >= 0) {
      return ExitReason.ROI;
    }
    Integer most = plan.maxHoldTimeMinutes();
    boolean old = most != null && minutes >= most;
    return old && (!plan.onlyIfNoProfit() || gained.signum() <= 0) ? ExitReason.TIME : null;
  }

  void save(DataOutput out) throws IOException {
    order.save(out);
    out.writeLong(entryTime.toEpochMilli());
    out.writeUTF(entryPrice.toString());
    out.writeUTF(entered.toString());
    out.writeUTF(held.toString());
    out.writeUTF(best.toString());
    out.writeBoolean(breakEven);
    out.writeInt(levelsPassed);
  }

  static ShadowPosition restore(ExitPlan plan, DataInput in) throws IOException {
    ShadowPosition position =
        new ShadowPosition(
            plan,
            ShadowOrders.Entry.restore(in),
            Instant.ofEpochMilli(in.readLong()),
            new BigDecimal(in.readUTF()),
            new BigDecimal(in.readUTF()));
    position.held = new BigDecimal(in.readUTF());
    position.best = new BigDecimal(in.readUTF());
    position.breakEven = in.readBoolean();
    position.levelsPassed = in.readInt();
    return position;
  }
}
