package io.tidemark.core.engine;

import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an {@link ExecutionStage} takes. */
public sealed interface ExecutionInput {

  /** An order or cancel was asked for. */
  record IntentReceived(OrderIntent intent) implements ExecutionInput {}

  /** What is of one order that is known. */
  sealed interface OrderInput extends ExecutionInput {
    UUID clientOrderId();
  }

  /** An INTENDED order is to be sent now; only the outcome holds the command to send it. */
  record SubmissionStarted(UUID clientOrderId) implements OrderInput {}

  /** The venue took the order. */
  record SubmitAccepted(UUID clientOrderId, String venueOrderId, Instant time)
      implements OrderInput {}

  /** The venue refused the order, beyond doubt. */
  record SubmitRejected(UUID clientOrderId, OrderReason reason, String detail, Instant time)
      implements OrderInput {}

  /** The venue may or may not have the order. */
  record SubmitAmbiguous(UUID clientOrderId, String detail) implements OrderInput {}

  /** A cancel had no certain effect; the order is asked for. */
  record CancelFailed(UUID clientOrderId, String detail) implements OrderInput {}

  /** The venue told the order's state of its own accord. */
  record VenueReported(UUID clientOrderId, VenueOrderState state) implements OrderInput {}

  /** The venue told a fill. */
  record VenueFilled(UUID clientOrderId, VenueFill fill) implements OrderInput {}

  /**
   * A query found the order.
   *
   * @param fills all that the venue knows
   */
  record QueryFound(UUID clientOrderId, VenueOrderState state, List<VenueFill> fills)
      implements OrderInput {
    public QueryFound {
      fills = List.copyOf(fills);
    }
  }

  /**
   * A query did not find the order.
   *
   * @param venueTime the venue's clock when it was asked
   * @param conclusive whether open and closed orders were both searched completely, at a venue that
   *     keeps deadlines; without that, absence is not proven
   */
  record QueryMissing(UUID clientOrderId, Instant venueTime, boolean conclusive)
      implements OrderInput {}

  /** A query got no answer; it is repeated. */
  record QueryFailed(UUID clientOrderId, @Nullable String detail) implements OrderInput {}

  /** Time has passed: what is overdue is asked for. */
  record TimerElapsed() implements ExecutionInput {}

  /**
   * The account is halted: nothing new is sent from now on, and what waits to be sent is denied.
   * What is at the venue, or on its way there, goes on; cancels are sent.
   *
   * @param words why, for those that are denied
   */
  record Halted(String words) implements ExecutionInput {}

  /** The halt is over: orders that are asked for from now on are sent. */
  record Resumed() implements ExecutionInput {}

  /** The process has started again: what was being sent is not known any more. */
  record Restarted() implements ExecutionInput {}
}
