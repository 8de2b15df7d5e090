package io.tidemark.core.engine;

import io.tidemark.core.engine.ExecutionInput.CancelFailed;
import io.tidemark.core.engine.ExecutionInput.Halted;
import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.OrderInput;
import io.tidemark.core.engine.ExecutionInput.QueryFailed;
import io.tidemark.core.engine.ExecutionInput.QueryFound;
import io.tidemark.core.engine.ExecutionInput.QueryMissing;
import io.tidemark.core.engine.ExecutionInput.Restarted;
import io.tidemark.core.engine.ExecutionInput.Resumed;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAccepted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.SubmitRejected;
import io.tidemark.core.engine.ExecutionInput.TimerElapsed;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.OrderChecks.Denial;
import io.tidemark.core.engine.OrderLifecycle.Input;
import io.tidemark.core.engine.VenueCommand.CancelVenueOrder;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.DenialReason;
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
 *   <li>A limit order whose time is over is cancelled likewise, as of the moment it was over.
 *   <li>While the account is halted every order is denied, exits included, and so is what waited to
 *       be sent.
 * </ul>
 *
 * Not safe for use by several threads.
 */
public final class ExecutionStage {

  private final ExecutionConfiguration configuration;
  private final OrderChecks checks;
  private final OrderStore orders = new OrderStore();
  private final OrderMoves moves = new OrderMoves(orders);

  /** Why nothing is sent; null while it is. */
  private @Nullable String halt;

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

  /** Likewise of an account that was halted, for {@code words}. */
  public static ExecutionStage restoreHalted(
      ExecutionConfiguration configuration, Collection<ExecutionOrder> orders, String words) {
    ExecutionStage stage = restore(configuration, orders);
    stage.halt = words;
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
      case Halted halted -> onHalt(halted.words(), step);
      case Resumed _ -> halt = null;
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
    Optional<Denial> denial = halted().or(() -> checks.check(place, order.terms(), step.now()));
    if (denial.isPresent()) {
      deny(order, denial.get(), step);
    } else {
      orders.put(step.tell(order, null, null, place.eventTime()));
    }
  }

  private Optional<Denial> halted() {
    return Optional.ofNullable(halt).map(words -> new Denial(DenialReason.HALTED, words));
  }

  private void onHalt(String words, StageStep step) {
    halt = words;
    for (UUID waiting : waiting()) {
      deny(orders.known(waiting), new Denial(DenialReason.HALTED, words), step);
    }
  }

  private void deny(ExecutionOrder order, Denial denial, StageStep step) {
    order = OrderMoves.move(order, Input.DENIED, step).orElse(order);
    orders.put(step.tell(order, null, denial.words(), step.now()));
  }

  private void onCancel(CancelOrder cancel, StageStep step) {
    ExecutionOrder order = orders.find(cancel.clientOrderId());
    if (order == null) {
      step.ignore("no such order");
      return;
    }
    moves.cancel(order, cancel.eventTime(), cancel.reason(), step);
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
          moves.change(
              order, Input.REFUSED, rejected.reason(), rejected.detail(), rejected.time(), step);
      case SubmitAmbiguous answer -> onAmbiguous(order, answer.detail(), Input.AMBIGUOUS, step);
      case CancelFailed _ -> moves.query(order, step);
      case VenueReported reported -> onReport(order, reported.state(), step);
      case VenueFilled filled -> onFill(order, filled.fill(), step);
      case QueryFound found -> onFound(order, found, step);
      case QueryMissing missing -> onMissing(order, missing, step);
      case QueryFailed _ -> step.ignore("it is asked again when the timer says so");
    }
  }

  private void onStarted(ExecutionOrder before, StageStep step) {
    Optional<Denial> denial =
        halted().or(() -> checks.check(before.intent(), before.terms(), step.now()));
    if (before.status() == OrderStatus.INTENDED && denial.isPresent()) {
      deny(before, denial.get(), step);
      return;
    }
    if (before.status() == OrderStatus.INTENDED && before.isExpired(step.now())) {
      takeBack(before, step);
      return;
    }
    Optional<ExecutionOrder> moved = OrderMoves.move(before, Input.STARTED, step);
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
    moves.change(
        order,
        order.knownAs(accepted.venueOrderId()),
        Input.ACCEPTED,
        null,
        null,
        accepted.time(),
        step);
  }

  private void onAmbiguous(ExecutionOrder before, String detail, Input input, StageStep step) {
    Optional<ExecutionOrder> moved = OrderMoves.move(before, input, step);
    if (moved.isPresent()) {
      ExecutionOrder order =
          step.tell(moved.get(), OrderReason.AMBIGUOUS_ANSWER, detail, step.now());
      orders.put(order);
      moves.query(order, step);
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
    OrderReason reason = isTakenBack(order, state, step) ? OrderReason.TIMED_OUT : state.reason();
    moves.change(order, informed, input, reason, state.detail(), state.time(), step);
    ExecutionOrder after = orders.known(order.id());
    if (after.lacksFills() && state.phase() != VenueOrderState.Phase.OPEN) {
      moves.query(after, step);
    }
  }

  /** Whether it ended because we cancelled it once its time was over. */
  private static boolean isTakenBack(ExecutionOrder order, VenueOrderState state, StageStep step) {
    boolean asked = state.reason() == null || state.reason() == OrderReason.REQUESTED;
    return state.phase() == VenueOrderState.Phase.CANCELLED
        && asked
        && (order.isExpired(step.now()) || order.isExpired(state.time()));
  }

  private void onFill(ExecutionOrder before, VenueFill fill, StageStep step) {
    if (before.knows(fill)) {
      step.ignore("fill %s is known".formatted(fill.venueTradeId()));
      return;
    }
    Input input = before.completedBy(fill) ? Input.FILL_LAST : Input.FILL_PART;
    OrderMoves.move(before, input, step)
        .ifPresent(
            moved -> {
              ExecutionOrder order = moved.with(fill);
              step.tell(order, fill);
              moves.put(before, step.tell(order, null, null, fill.time()), step);
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
      moves.change(order, Input.ABSENT, OrderReason.PROVEN_ABSENT, null, missing.venueTime(), step);
    } else if (order.unprovenTold()) {
      step.ignore("it was told that its absence cannot be proven");
    } else {
      moves.change(
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
    for (ExecutionOrder unresolved : orders.unresolved()) {
      ExecutionOrder order = isDueToEnd(unresolved, step) ? takeBack(unresolved, step) : unresolved;
      Instant deadline = order.deadline();
      if (order.status() != unresolved.status()) {
        continue;
      }
      if (order.status() == OrderStatus.SUBMITTING) {
        if (deadline != null && step.now().isAfter(deadline)) {
          onAmbiguous(order, "No answer within the deadline", Input.AMBIGUOUS, step);
        }
      } else if (isToBeAsked(order) && isDue(order, step.now())) {
        moves.query(order, step);
      }
    }
  }

  private static boolean isDueToEnd(ExecutionOrder order, StageStep step) {
    return order.isExpired(step.now())
        && order.cancelAsked() == null
        && order.status() != OrderStatus.CANCEL_PENDING
        && !order.status().isTerminal();
  }

  /** Takes back what has not traded in the time that the order was given. */
  private ExecutionOrder takeBack(ExecutionOrder order, StageStep step) {
    Instant expiresAt = order.intent().expiresAt();
    moves.cancel(order, expiresAt == null ? step.now() : expiresAt, null, step);
    return orders.known(order.id());
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
        moves.query(order, step);
      }
    }
  }
}
