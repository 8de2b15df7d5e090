package io.tidemark.core.fill;

import io.tidemark.core.fill.EngineSnapshot.OrderState;
import io.tidemark.core.fill.MatchEvent.Cancelled;
import io.tidemark.core.fill.MatchEvent.Filled;
import io.tidemark.core.fill.MatchEvent.Refused;
import io.tidemark.core.fill.MatchEvent.Triggered;
import io.tidemark.model.Bar;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One order against the bars that follow its decision, for data that has neither trades nor books.
 * A deterministic state machine; not safe for use by several threads.
 *
 * <ul>
 *   <li>A market order takes each bar's open until it is filled.
 *   <li>A limit fills only when it is traded through: at the open if that is better, else at its
 *       price. What the first open gives is taken, what comes later is made.
 *   <li>A stop or target that a bar opens beyond takes that open, one that is touched its own
 *       price; what the bar's volume leaves takes the opens that follow.
 *   <li>One bar gives at most its volume times the participation, where there is one.
 * </ul>
 *
 * Prices are the market's; {@link SlippageModel} makes a taker's worse. The time of a fill is its
 * bar's open.
 */
public final class BarMatching {

  private final WorkingOrder order;
  private final @Nullable BigDecimal participation;
  private Quantity remaining;
  private boolean entered;
  private boolean triggered;
  private boolean ended;
  private long sequence;
  private List<MatchEvent> events = new ArrayList<>();

  /**
   * An order that acts from the next bar on.
   *
   * @param participation above 0 and at most 1; null if a bar gives all that is wanted
   */
  public BarMatching(WorkingOrder order, @Nullable BigDecimal participation) {
    this.order = order;
    this.participation = participation;
    this.remaining = order.quantity();
  }

  /** An order that goes on where {@link #snapshot} was taken. */
  public static BarMatching restore(EngineSnapshot snapshot, @Nullable BigDecimal participation) {
    OrderState state = snapshot.orders().getFirst();
    BarMatching matching = new BarMatching(state.order(), participation);
    matching.remaining = state.order().quantity().minus(state.filled());
    matching.triggered = state.triggered();
    matching.entered = snapshot.priority() > 0;
    matching.sequence = snapshot.sequence();
    return matching;
  }

  /** All that it knows while it is working; the priority says whether it has seen a bar. */
  public EngineSnapshot snapshot() {
    Quantity filled = order.quantity().minus(remaining);
    return new EngineSnapshot(
        List.of(new OrderState(order, filled, Quantity.ZERO, 1, triggered)),
        List.of(),
        List.of(),
        false,
        null,
        sequence,
        entered ? 1 : 0);
  }

  /** Whether it may still fill. */
  public boolean isWorking() {
    return !ended;
  }

  /** What is still to be filled. */
  public Quantity remaining() {
    return remaining;
  }

  /** Takes the next bar; with a participation, a bar without volume gives nothing. */
  public List<MatchEvent> onBar(Bar bar) {
    if (ended) {
      return List.of();
    }
    boolean first = !entered;
    entered = true;
    Quantity available =
        participation == null
            ? remaining
            : new Quantity(bar.volume().value().multiply(participation));
    if (order.type() == OrderType.LIMIT) {
      onLimit(bar, available, first);
    } else {
      onTaker(bar, available);
    }
    if (!ended && first && order.timeInForce() == TimeInForce.IOC) {
      end(CancelReason.UNFILLED_REMAINDER, bar.openTime());
    }
    return takeEvents();
  }

  /** Ends the order; without effect once it has ended. */
  public List<MatchEvent> cancel(Instant now) {
    if (!ended) {
      end(CancelReason.REQUESTED, now);
    }
    return takeEvents();
  }

  private void onLimit(Bar bar, Quantity available, boolean first) {
    Price limit = price();
    boolean opensBetter = isBeyond(limit, bar.open());
    if (opensBetter && first && order.postOnly()) {
      ended = true;
      events.add(
          new Refused(order.orderId(), RefusalReason.WOULD_TAKE, bar.openTime(), ++sequence));
    } else if (opensBetter) {
      fill(bar.open(), available, first ? Liquidity.TAKER : Liquidity.MAKER, bar.openTime());
    } else if (isBeyond(limit, order.side() == Side.BUY ? bar.low() : bar.high())
        && !(first && order.timeInForce() == TimeInForce.IOC)) {
      fill(limit, available, Liquidity.MAKER, bar.openTime());
    }
  }

  private void onTaker(Bar bar, Quantity available) {
    Price at = order.type() == OrderType.MARKET || triggered ? bar.open() : trigger(bar);
    if (at != null) {
      fill(at, available, Liquidity.TAKER, bar.openTime());
    }
  }

  private @Nullable Price trigger(Bar bar) {
    boolean onFall = (order.type() == OrderType.STOP_LOSS) == (order.side() == Side.SELL);
    Price stop = price();
    boolean gaps = onFall ? !bar.open().isAbove(stop) : !bar.open().isBelow(stop);
    boolean touches = onFall ? !bar.low().isAbove(stop) : !bar.high().isBelow(stop);
    if (!gaps && !touches) {
      return null;
    }
    triggered = true;
    Price at = gaps ? bar.open() : stop;
    events.add(new Triggered(order.orderId(), at, bar.openTime(), ++sequence));
    return at;
  }

  /** Whether the market at {@code seen} has gone through a limit. */
  private boolean isBeyond(Price limit, Price seen) {
    return order.side() == Side.BUY ? seen.isBelow(limit) : seen.isAbove(limit);
  }

  private Price price() {
    return Objects.requireNonNull(order.price(), () -> order.orderId() + " has no price");
  }

  private void fill(Price price, Quantity available, Liquidity liquidity, Instant time) {
    Quantity part = remaining.min(available);
    if (part.isZero()) {
      return;
    }
    remaining = remaining.minus(part);
    ended = remaining.isZero();
    events.add(new Filled(order.orderId(), price, part, remaining, liquidity, time, ++sequence));
  }

  private void end(CancelReason reason, Instant time) {
    ended = true;
    events.add(new Cancelled(order.orderId(), remaining, reason, time, ++sequence));
  }

  private List<MatchEvent> takeEvents() {
    List<MatchEvent> taken = List.copyOf(events);
    events = new ArrayList<>();
    return taken;
  }
}
