package io.tidemark.core.shadow;

import io.tidemark.model.PositionSide;
import io.tidemark.model.reason.ExitReason;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What is to happen at the next open. */
final class ShadowOrders {

  private @Nullable Entry entry;
  private @Nullable Exit exit;

  /**
   * An entry.
   *
   * @param quantity fixed at the decision
   * @param shrinks whether it may be made smaller to fit the cash
   * @param stopDistance how far the stop is from the entry; null unless the plan tells it by ranges
   * @param trailDistance the same of the trailing stop and the best price
   */
  record Entry(
      PositionSide side,
      BigDecimal quantity,
      boolean shrinks,
      @Nullable BigDecimal stopDistance,
      @Nullable BigDecimal trailDistance) {

    void save(DataOutput out) throws IOException {
      out.writeUTF(side.name());
      out.writeUTF(quantity.toString());
      out.writeBoolean(shrinks);
      save(stopDistance, out);
      save(trailDistance, out);
    }

    static Entry restore(DataInput in) throws IOException {
      return new Entry(
          PositionSide.valueOf(in.readUTF()),
          new BigDecimal(in.readUTF()),
          in.readBoolean(),
          distance(in),
          distance(in));
    }

    private static void save(@Nullable BigDecimal distance, DataOutput out) throws IOException {
      out.writeBoolean(distance != null);
      if (distance != null) {
        out.writeUTF(distance.toString());
      }
    }

    private static @Nullable BigDecimal distance(DataInput in) throws IOException {
      return in.readBoolean() ? new BigDecimal(in.readUTF()) : null;
    }
  }

  /**
   * An exit.
   *
   * @param fraction of the original quantity; 1 for all that is left
   */
  record Exit(ExitReason reason, BigDecimal fraction) {

    boolean isWhole() {
      return fraction.compareTo(BigDecimal.ONE) == 0;
    }
  }

  void enter(Entry asked) {
    entry = asked;
  }

  /** Asks for an exit; one of all is not replaced. */
  void exit(ExitReason reason, BigDecimal fraction) {
    if (exit == null || !exit.isWhole()) {
      exit = new Exit(reason, fraction);
    }
  }

  @Nullable Entry takeEntry() {
    Entry taken = entry;
    entry = null;
    return taken;
  }

  @Nullable Exit takeExit() {
    Exit taken = exit;
    exit = null;
    return taken;
  }

  void save(DataOutput out) throws IOException {
    out.writeBoolean(entry != null);
    if (entry != null) {
      entry.save(out);
    }
    out.writeBoolean(exit != null);
    if (exit != null) {
      out.writeUTF(exit.reason().name());
      out.writeUTF(exit.fraction().toString());
    }
  }

  void restore(DataInput in) throws IOException {
    entry = in.readBoolean() ? Entry.restore(in) : null;
    exit =
        in.readBoolean()
            ? new Exit(ExitReason.valueOf(in.readUTF()), new BigDecimal(in.readUTF()))
            : null;
  }
}
