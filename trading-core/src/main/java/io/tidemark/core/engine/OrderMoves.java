package io.tidemark.core.engine;

import io.tidemark.core.engine.OrderLifecycle.Input;
import io.tidemark.core.engine.OrderLifecycle.Transition;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Moves orders by {@link OrderLifecycle}, stores them and tells what is new of them. */
final class OrderMoves {

  private final OrderStore orders;

  OrderMoves(OrderStore orders) {
    this.orders = orders;
  }

  /** The order in its next status; empty if the input is none to act on, which the step notes. */
  static Optional<ExecutionOrder> move(ExecutionOrder order, Input input, StageStep step) {
    return switch (OrderLifecycle.next(order.status(), input)) {
      case Transition.Move move -> {
        step.applied();
        yield Optional.of(order.in(move.status()));
      }
      case Transition.Ignore _ -> {
        step.ignore("%s tells nothing new of an order that is %s".formatted(input, order.status()));
        yield Optional.empty();
      }
      case Transition.Violate _ -> {
        step.violate(
            "%s for order %s, which is %s; stop trading, look the order up at the venue"
                .formatted(input, order.id(), order.status()));
        yield Optional.empty();
      }
    };
  }

  /** Asks the venue what became of an order. */
  void query(ExecutionOrder order, StageStep step) {
    step.applied();
    orders.put(order.asked(step.now()));
    step.command(QueryOrder.of(order));
  }

  /**
   * Ends an order: at once if the venue knows nothing of it, by a cancel if the venue has it, and
   * once it has it otherwise.
   *
   * @param from when the cancel acts, in market time
   * @param words why; null for none
   */
  void cancel(ExecutionOrder before, Instant from, @Nullable String words, StageStep step) {
    Optional<ExecutionOrder> moved = move(before, Input.CANCEL, step);
    if (moved.isEmpty()) {
      return;
    }
    ExecutionOrder order = moved.get();
    if (order.status() == OrderStatus.CANCELLED) {
      orders.put(step.tell(order, reason(order, step), words, step.now()));
    } else if (order.status() == OrderStatus.CANCEL_PENDING) {
      orders.put(sendCancel(order, from, step));
    } else {
      orders.put(order.cancelWanted(from));
    }
  }

  private static ExecutionOrder sendCancel(ExecutionOrder order, Instant from, StageStep step) {
    step.command(CancelVenueOrder.of(order, from));
    return step.tell(order.cancelWanted(null), reason(order, step), null, step.now());
  }

  private static OrderReason reason(ExecutionOrder order, StageStep step) {
    return order.isExpired(step.now()) ? OrderReason.TIMED_OUT : OrderReason.REQUESTED;
  }

  void change(
      ExecutionOrder before,
      Input input,
      @Nullable OrderReason reason,
      @Nullable String detail,
      Instant at,
      StageStep step) {
    change(before, before, input, reason, detail, at, step);
  }

  /** Moves {@code informed}, which is {@code before} and what the input told besides the status. */
  void change(
      ExecutionOrder before,
      ExecutionOrder informed,
      Input input,
      @Nullable OrderReason reason,
      @Nullable String detail,
      Instant at,
      StageStep step) {
    Optional<ExecutionOrder> moved = move(informed, input, step);
    if (moved.isEmpty()) {
      return;
    }
    ExecutionOrder order = moved.get();
    boolean tellsNothing =
        order.status() == before.status()
            && order.filled().equals(before.filled())
            && order.unprovenTold() == before.unprovenTold();
    if (tellsNothing) {
      orders.put(order);
      return;
    }
    put(before, step.tell(order, reason, detail, at), step);
  }

  /** Stores the order; a cancel that waited for the venue to have it goes out now. */
  void put(ExecutionOrder before, ExecutionOrder order, StageStep step) {
    Instant cancel = order.cancelAsked();
    boolean venueHasIt =
        order.status() == OrderStatus.ACCEPTED || order.status() == OrderStatus.PARTIALLY_FILLED;
    if (cancel != null && venueHasIt && before.status() != order.status()) {
      orders.put(
          move(order, Input.CANCEL, step).map(o -> sendCancel(o, cancel, step)).orElse(order));
    } else {
      orders.put(order);
    }
  }
}
