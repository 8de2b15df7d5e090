package io.tidemark.core.shadow;

import io.tidemark.core.exit.EntryFill;
import io.tidemark.core.exit.ExitDue;
import io.tidemark.core.exit.ExitEngine;
import io.tidemark.core.exit.ExitOutcome;
import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.Bar;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.reason.ExitReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An open hypothetical position. */
final class ShadowPosition {

  private final ShadowOrders.Entry order;
  private final ExitTerms terms;
  private final Instant entryTime;
  private final Price entryPrice;
  private final Quantity entered;
  private final EntryFill fill;
  private Quantity held;
  private ExitProgress progress;

  /**
   * @param feeRate fraction of notional that one fill costs
   * @param entered quantity, at most what was ordered
   */
  ShadowPosition(
      ExitPlan plan,
      BigDecimal feeRate,
      ShadowOrders.Entry order,
      Instant entryTime,
      Price entryPrice,
      Quantity entered) {
    this.order = order;
    this.terms =
        new ExitTerms(order.side(), plan, order.stopDistance(), order.trailDistance(), feeRate);
    this.entryTime = entryTime;
    this.entryPrice = entryPrice;
    this.entered = entered;
    this.fill = EntryFill.at(entryPrice, entered);
    this.held = entered;
    this.progress = ExitProgress.start(entryPrice);
  }

  PositionSide side() {
    return order.side();
  }

  Instant entryTime() {
    return entryTime;
  }

  Price entryPrice() {
    return entryPrice;
  }

  /** The original quantity. */
  Quantity entered() {
    return entered;
  }

  Quantity held() {
    return held;
  }

  void reduce(Quantity quantity) {
    held = held.minus(quantity);
  }

  /** The gain of a unit at a price. */
  BigDecimal gain(BigDecimal price) {
    BigDecimal rise = price.subtract(entryPrice.value());
    return side() == PositionSide.LONG ? rise : rise.negate();
  }

  /** What its plan closes within a bar, in order. What follows from the bar counts from then on. */
  List<ExitDue> dueWithin(Bar bar) {
    ExitOutcome outcome = ExitEngine.onBar(terms, fill, progress, bar);
    progress = outcome.progress();
    return outcome.due();
  }

  /** Why its plan closes it at the next open, as of a bar's close; null if it does not. */
  @Nullable ExitReason dueAtClose(Bar bar) {
    Duration age = Duration.between(entryTime, bar.closeTime());
    ExitOutcome outcome = ExitEngine.onClose(terms, fill, progress, age, bar.close());
    progress = outcome.progress();
    return outcome.due().isEmpty() ? null : outcome.due().getFirst().reason();
  }

  void save(DataOutput out) throws IOException {
    order.save(out);
    out.writeLong(entryTime.toEpochMilli());
    out.writeUTF(entryPrice.toString());
    out.writeUTF(entered.toString());
    out.writeUTF(held.toString());
    out.writeUTF(progress.best().toString());
    out.writeUTF(progress.worst().toString());
    out.writeInt(progress.levelsTaken());
    out.writeBoolean(progress.breakEven());
    out.writeBoolean(progress.trailing());
  }

  static ShadowPosition restore(ExitPlan plan, BigDecimal feeRate, DataInput in)
      throws IOException {
    ShadowPosition position =
        new ShadowPosition(
            plan,
            feeRate,
            ShadowOrders.Entry.restore(in),
            Instant.ofEpochMilli(in.readLong()),
            Price.of(in.readUTF()),
            Quantity.of(in.readUTF()));
    position.held = Quantity.of(in.readUTF());
    position.progress =
        new ExitProgress(
            Price.of(in.readUTF()),
            Price.of(in.readUTF()),
            in.readInt(),
            in.readBoolean(),
            in.readBoolean());
    return position;
  }
}
