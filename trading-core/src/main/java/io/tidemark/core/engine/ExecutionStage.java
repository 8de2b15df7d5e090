package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionInput.CancelFailed;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.OrderInput;
import io.tidemark.core.engine.ExecutionInput.QueryFailed;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.Restarted;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.ExecutionInput.TimerElapsed;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.OrderChecks.Denial;
import io.tidemark.core.engine.OrderLifecycle.Input;
import io.tidemark.core.engine.OrderLifecycle.Transition;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.QueryOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The execution stage of one venue account: every order's life by {@link OrderLifecycle}.
 *
 * <p>How a shell sends an order. It steps {@link IntentReceived} and commits: the order is
 * INTENDED. For each of {@link #waiting()} it steps {@link SubmissionStarted} and commits: the
 * order is SUBMITTING. Only that outcome holds {@link SubmitOrder}; it runs it and steps the
 * answer. A crash anywhere leaves an order that was never sent, or one that is asked for by its id.
 *
 * <ul>
 *   <li>Nothing is submitted twice: after an ambiguous answer, a missing one or a restart the order
 *       is UNKNOWN and only queried, until the venue knows it or its absence is proven.
 *   <li>Fills are known by the venue's trade id and may come before or after the status. FILLED
 *       means that the fills add up to the quantity; while they do not, they are queried.
 *   <li>A cancel that comes before the submission ends the order without the venue; one that comes
 *       while the venue may not have it yet waits until the venue has.
 * </ul>
 *
 * Not safe for use by several threads.
 */
public final class ExecutionStage {

  private final ExecutionConfiguration configuration;
  private final OrderChecks checks;
  private final OrderStore orders = new OrderStore();

  private ExecutionStage(ExecutionConfiguration configuration) {
    this.configuration = configuration;
    this.checks = new OrderChecks(configuration);
  }

  /** A stage without orders. */
  public static ExecutionStage start(ExecutionConfiguration configuration) {
    return new ExecutionStage(configuration);
  }

  /**
   * A stage that knows {@code orders}, in the order they were asked for. After a restart of the
   * process, step {@link Restarted} next.
   */
  public static ExecutionStage restore(
      ExecutionConfiguration configuration, Collection<ExecutionOrder> orders) {
    ExecutionStage stage = new ExecutionStage(configuration);
    orders.forEach(stage.orders::put);
    stage.orders.startStep();
    return stage;
  }

  /** Every order, in the order they were asked for. */
  public List<ExecutionOrder> orders() {
    return orders.all();
  }

  /** One order, if it is known. */
  public Optional<ExecutionOrder> order(UUID clientOrderId) {
    return Optional.ofNullable(orders.find(clientOrderId));
  }

  /** The orders that the last step wrote, as they stand after it. */
  public List<ExecutionOrder> changes() {
    return orders.written();
  }

  /** The orders that are to be sent, in the order they were asked for. */
  public List<UUID> waiting() {
    return orders.unresolved().stream()
        .filter(order -> order.status() == OrderStatus.INTENDED)
        .map(ExecutionOrder::id)
        .toList();
  }

  /**
   * Takes one input.
   *
   * @param now by the suite's clock
   */
  public ExecutionOutcome step(ExecutionInput input, Instant now) {
    orders.startStep();
    StageStep step = new StageStep(now);
    switch (input) {
      case IntentReceived received -> onIntent(received, step);
      case OrderInput about -> onOrderInput(about, step);
      case TimerElapsed _ -> onTimer(step);
      case Restarted _ -> onRestart(step);
    }
    return step.outcome();
  }

  private void onIntent(IntentReceived received, StageStep step) {
    if (!received.intent().account().equals(configuration.account())) {
      step.ignore("it is for account " + received.intent().account());
      return;
    }
    switch (received.intent()) {
      case PlaceOrder place -> onPlace(place, step);
      case CancelOrder cancel -> onCancel(cancel, step);
    }
  }

  private void onPlace(PlaceOrder place, StageStep step) {
    if (orders.find(place.clientOrderId()) != null) {
      step.ignore("the order is known");
      return;
    }
    step.applied();
    ExecutionOrder order = ExecutionOrder.intended(place, checks.terms(place));
    Optional<Denial> denial = checks.check(place, order.terms(), step.now());
    if (denial.isPresent()) {
      deny(order, denial.get(), step);
    } else {
      orders.put(step.tell(order, null, null, place.eventTime()));
    }
  }

  private void deny(ExecutionOrder order, Denial denial, StageStep step) {
    order = move(order, Input.DENIED, step).orElse(order);
    orders.put(step.tell(order, null, denial.words(), step.now()));
  }

  private void onCancel(CancelOrder cancel, StageStep step) {
    ExecutionOrder before = orders.find(cancel.clientOrderId());
    if (before == null) {
      step.ignore("no such order");
      return;
    }
    Optional<ExecutionOrder> moved = move(before, Input.CANCEL, step);
    if (moved.isEmpty()) {
      return;
    }
    ExecutionOrder order = moved.get();
    if (order.status() == OrderStatus.CANCELLED) {
      orders.put(step.tell(order, OrderReason.REQUESTED, cancel.reason(), step.now()));
    } else if (order.status() == OrderStatus.CANCEL_PENDING) {
      orders.put(sendCancel(order, cancel.eventTime(), step));
    } else {
      orders.put(order.cancelWanted(cancel.eventTime()));
    }
  }

  private static ExecutionOrder sendCancel(
      ExecutionOrder order, Instant decidedAt, StageStep step) {
    step.command(CancelVenueOrder.of(order, decidedAt));
    return step.tell(order.cancelWanted(null), OrderReason.REQUESTED, null, step.now());
  }

  private void onOrderInput(OrderInput input, StageStep step) {
    ExecutionOrder order = orders.find(input.clientOrderId());
    if (order == null) {
      step.violate(
          "The venue tells of order %s, which this account never asked for; find who else trades on its key"
              .formatted(input.clientOrderId()));
      return;
    }
    switch (input) {
      case SubmissionStarted _ -> onStarted(order, step);
      case SubmitAccepted accepted -> onAccepted(order, accepted, step);
      case SubmitRejected rejected ->
          change(order, Input.REFUSED, rejected.reason(), rejected.detail(), rejected.time(), step);
      case SubmitAmbiguous answer -> onAmbiguous(order, answer.detail(), Input.AMBIGUOUS, step);
      case CancelFailed _ -> query(order, step);
      case VenueReported reported -> onReport(order, reported.state(), step);
      case VenueFilled filled -> onFill(order, filled.fill(), step);
      case QueryFound found -> onFound(order, found, step);
      case QueryMissing missing -> onMissing(order, missing, step);
      case QueryFailed _ -> step.ignore("it is asked again when the timer says so");
    }
  }

  private void onStarted(ExecutionOrder before, StageStep step) {
    Optional<Denial> denial = checks.check(before.intent(), before.terms(), step.now());
    if (before.status() == OrderStatus.INTENDED && denial.isPresent()) {
      deny(before, denial.get(), step);
      return;
    }
    Optional<ExecutionOrder> moved = move(before, Input.STARTED, step);
    if (moved.isPresent()) {
      Instant deadline = step.now().plus(configuration.submitDeadline());
      ExecutionOrder order = step.tell(moved.get().until(deadline), null, null, step.now());
      orders.put(order);
      step.command(SubmitOrder.of(order, deadline));
    }
  }

  private void onAccepted(ExecutionOrder order, SubmitAccepted accepted, StageStep step) {
    if (order.endedByVenue()) {
      step.ignore("the venue has ended it already");
      return;
    }
    change(
        order,
        order.knownAs(accepted.venueOrderId()),
        Input.ACCEPTED,
        null,
        null,
        accepted.time(),
        step);
  }

  private void onAmbiguous(ExecutionOrder before, String detail, Input input, StageStep step) {
    Optional<ExecutionOrder> moved = move(before, input, step);
    if (moved.isPresent()) {
      ExecutionOrder order =
          step.tell(moved.get(), OrderReason.AMBIGUOUS_ANSWER, detail, step.now());
      orders.put(order);
      query(order, step);
    }
  }

  private void onReport(ExecutionOrder order, VenueOrderState state, StageStep step) {
    Input input =
        switch (state.phase()) {
          case OPEN, FILLED -> Input.WORKING;
          case CANCELLED -> Input.CANCELLED;
          case EXPIRED -> Input.EXPIRED;
          case REJECTED -> Input.REJECTED;
        };
    if (input == Input.WORKING && order.endedByVenue()) {
      step.ignore("the venue has ended it already");
      return;
    }
    ExecutionOrder informed = order.knownAs(state.venueOrderId()).reporting(state.filled());
    change(order, informed, input, state.reason(), state.detail(), state.time(), step);
    ExecutionOrder after = orders.known(order.id());
    if (after.lacksFills() && state.phase() != VenueOrderState.Phase.OPEN) {
      query(after, step);
    }
  }

  private void onFill(ExecutionOrder before, VenueFill fill, StageStep step) {
    if (before.knows(fill)) {
      step.ignore("fill %s is known".formatted(fill.venueTradeId()));
      return;
    }
    Input input = before.completedBy(fill) ? Input.FILL_LAST : Input.FILL_PART;
    move(before, input, step)
        .ifPresent(
            moved -> {
              ExecutionOrder order = moved.with(fill);
              step.tell(order, fill);
              afterMove(before, step.tell(order, null, null, fill.time()), step);
            });
  }

  private void onFound(ExecutionOrder order, QueryFound found, StageStep step) {
    for (VenueFill fill : found.fills()) {
      onFill(orders.known(order.id()), fill, step);
    }
    onReport(orders.known(order.id()), found.state(), step);
    ExecutionOrder after = orders.known(order.id());
    if (after.status() == OrderStatus.CANCEL_PENDING
        && order.status() == OrderStatus.CANCEL_PENDING
        && found.state().phase() == VenueOrderState.Phase.OPEN) {
      step.command(CancelVenueOrder.of(after, step.now()));
    }
  }

  private void onMissing(ExecutionOrder order, QueryMissing missing, StageStep step) {
    Instant deadline = order.deadline();
    if (deadline == null || !missing.venueTime().isAfter(deadline)) {
      step.ignore("its deadline is not over at the venue; it is asked again");
      return;
    }
    if (missing.conclusive()) {
      change(order, Input.ABSENT, OrderReason.PROVEN_ABSENT, null, missing.venueTime(), step);
    } else if (order.unprovenTold()) {
      step.ignore("it was told that its absence cannot be proven");
    } else {
      change(
          order,
          order.unproven(),
          Input.UNPROVEN,
          OrderReason.DEADLINE_PASSED,
          "The venue cannot prove that it never had the order",
          missing.venueTime(),
          step);
    }
  }

  private void onTimer(StageStep step) {
    for (ExecutionOrder order : orders.unresolved()) {
      Instant deadline = order.deadline();
      if (order.status() == OrderStatus.SUBMITTING) {
        if (deadline != null && step.now().isAfter(deadline)) {
          onAmbiguous(order, "No answer within the deadline", Input.AMBIGUOUS, step);
        }
      } else if (isToBeAsked(order) && isDue(order, step.now())) {
        query(order, step);
      }
    }
  }

  private static boolean isToBeAsked(ExecutionOrder order) {
    return order.status() == OrderStatus.UNKNOWN
        || order.status() == OrderStatus.CANCEL_PENDING
        || order.lacksFills();
  }

  private boolean isDue(ExecutionOrder order, Instant now) {
    Instant asked = order.askedAt();
    return asked == null || !now.isBefore(asked.plus(configuration.queryInterval()));
  }

  private void onRestart(StageStep step) {
    for (ExecutionOrder order : orders.unresolved()) {
      if (order.status() == OrderStatus.SUBMITTING) {
        onAmbiguous(order, "The process ended while it was being sent", Input.RESTARTED, step);
      } else if (order.status() != OrderStatus.INTENDED) {
        query(order, step);
      }
    }
  }

  private void query(ExecutionOrder order, StageStep step) {
    step.applied();
    orders.put(order.asked(step.now()));
    step.command(QueryOrder.of(order));
  }

  private void change(
      ExecutionOrder before,
      Input input,
      @Nullable OrderReason reason,
      @Nullable String detail,
      Instant at,
      StageStep step) {
    change(before, before, input, reason, detail, at, step);
  }

  /** Moves {@code informed}, which is {@code before} and what the input told besides the status. */
  private void change(
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
    afterMove(before, step.tell(order, reason, detail, at), step);
  }

  /** Stores the order; a cancel that waited for the venue to have it goes out now. */
  private void afterMove(ExecutionOrder before, ExecutionOrder order, StageStep step) {
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

  private static Optional<ExecutionOrder> move(ExecutionOrder order, Input input, StageStep step) {
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
}
