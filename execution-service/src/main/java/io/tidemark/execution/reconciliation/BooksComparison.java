package io.tidemark.execution.reconciliation;

import io.tidemark.core.engine.ExecutionInput;
import io.tidemark.core.engine.ExecutionInput.VenueFilled;
import io.tidemark.core.engine.ExecutionInput.VenueReported;
import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.core.engine.VenueOrderState;
import io.tidemark.execution.orders.OrderDesk;
import io.tidemark.execution.reconciliation.Difference.Kind;
import io.tidemark.execution.venue.CommandRunner;
import io.tidemark.execution.venue.VenueBooks;
import io.tidemark.model.OrderStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** One comparison of orders and fills; what differs is told to the stage as it is found. */
final class BooksComparison {

  private final OrderDesk desk;
  private final CommandRunner runner;
  private final Set<String> foreignTold;
  private final List<Difference> differences = new ArrayList<>();
  private int foreign;

  /**
   * @param foreignTold what of other hands was told before; more is added
   */
  BooksComparison(OrderDesk desk, CommandRunner runner, Set<String> foreignTold) {
    this.desk = desk;
    this.runner = runner;
    this.foreignTold = foreignTold;
  }

  /**
   * Compares.
   *
   * @param before the orders that were at the venue before it told its books
   */
  void compare(List<ExecutionOrder> before, VenueBooks books) {
    books.fills().forEach(this::compare);
    books.openOrders().forEach(this::compare);
    before.forEach(order -> askFor(order, books));
    for (VenueBooks.Foreign item : books.foreign()) {
      foreign(item.isOrder(), item.venueId(), item.words());
    }
  }

  /** What was found, those of other hands once only. */
  List<Difference> differences() {
    return differences;
  }

  /** How many orders and fills are of other hands. */
  int foreign() {
    return foreign;
  }

  /** How many differences are of our own orders, fills and balances. */
  int ownDifferences() {
    return (int) differences.stream().filter(difference -> !isForeign(difference)).count();
  }

  /** What is not explained now, in words that stay the same while it does. */
  Set<String> doubts() {
    return differences.stream()
        .filter(difference -> !difference.repaired() && !isForeign(difference))
        .filter(difference -> !isAskedFor(difference))
        .map(BooksComparison::words)
        .collect(Collectors.toSet());
  }

  /** A balance moves with every fill; by how much it differs does not. */
  private static String words(Difference difference) {
    return difference.kind() == Kind.BALANCE
        ? "%s of %s is %s more than fills explain"
            .formatted(
                difference.kind(),
                difference.subject(),
                new BigDecimal(difference.theirs())
                    .subtract(new BigDecimal(difference.ours()))
                    .stripTrailingZeros()
                    .toPlainString())
        : "%s %s is %s at the venue and %s here"
            .formatted(
                difference.kind(), difference.subject(), difference.theirs(), difference.ours());
  }

  static boolean isAtVenue(ExecutionOrder order) {
    return order.status() != OrderStatus.INTENDED && order.status() != OrderStatus.SUBMITTING;
  }

  private static boolean isForeign(Difference difference) {
    return difference.kind() == Kind.FOREIGN_ORDER || difference.kind() == Kind.FOREIGN_FILL;
  }

  /** The stage itself settles what is UNKNOWN, and tells if it cannot. */
  private static boolean isAskedFor(Difference difference) {
    return difference.kind() == Kind.ORDER_NOT_OPEN
        && difference.ours().equals(OrderStatus.UNKNOWN.name());
  }

  private void compare(VenueBooks.OrderFill told) {
    UUID id = told.clientOrderId();
    Optional<ExecutionOrder> order = desk.order(id);
    if (order.isEmpty()) {
      foreign(false, told.fill().venueTradeId(), "a fill of order " + id);
    } else if (!knows(order.get(), told.fill())) {
      VenueFill fill = told.fill();
      tell(
          new VenueFilled(id, fill),
          new Difference(
              Kind.MISSED_FILL,
              fill.venueTradeId(),
              "none",
              "%s at %s of order %s".formatted(fill.quantity(), fill.price(), id),
              true));
    }
  }

  private void compare(UUID id, VenueOrderState state) {
    Optional<ExecutionOrder> order = desk.order(id);
    if (order.isEmpty()) {
      foreign(true, state.venueOrderId(), "an order with the unknown id " + id);
    } else if (differs(order.get(), state)) {
      tell(
          new VenueReported(id, state),
          new Difference(
              Kind.ORDER_STATE,
              id.toString(),
              "%s, filled %s".formatted(order.get().status(), order.get().filled()),
              "%s, filled %s".formatted(state.phase(), state.filled()),
              true));
    }
  }

  private void askFor(ExecutionOrder order, VenueBooks books) {
    Optional<ExecutionOrder> now = desk.order(order.id()).filter(ExecutionOrder::isUnresolved);
    if (now.isPresent() && !books.openOrders().containsKey(order.id())) {
      runner.ask(CommandRunner.query(now.get()));
      boolean repaired = desk.order(order.id()).filter(ExecutionOrder::isUnresolved).isEmpty();
      differences.add(
          new Difference(
              Kind.ORDER_NOT_OPEN,
              order.id().toString(),
              now.get().status().name(),
              "not open",
              repaired));
    }
  }

  private void tell(ExecutionInput input, Difference difference) {
    runner.run(desk.step(input));
    differences.add(difference);
  }

  private void foreign(boolean isOrder, String venueId, String words) {
    foreign++;
    if (foreignTold.add(venueId)) {
      Kind kind = isOrder ? Kind.FOREIGN_ORDER : Kind.FOREIGN_FILL;
      differences.add(new Difference(kind, venueId, "none", words, false));
    }
  }

  private static boolean knows(ExecutionOrder order, VenueFill fill) {
    return order.fills().stream()
        .anyMatch(known -> known.venueTradeId().equals(fill.venueTradeId()));
  }

  /** An order that is being sent differs until its answer is here. */
  private static boolean differs(ExecutionOrder order, VenueOrderState state) {
    return order.status() == OrderStatus.UNKNOWN
        || (isAtVenue(order)
            && !order.status().isTerminal()
            && order.filled().compareTo(state.filled()) < 0);
  }
}
