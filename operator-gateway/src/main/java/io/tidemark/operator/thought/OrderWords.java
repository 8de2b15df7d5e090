package io.tidemark.operator.thought;

import io.tidemark.model.Ids;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Side;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.reason.OrderReason;
import io.tidemark.operator.thought.Thought.Kind;
import io.tidemark.operator.thought.Thought.Severity;
import java.util.Map;
import java.util.Optional;

/** Sentences of orders: their fills, and states that nobody wished for. */
final class OrderWords {

  private OrderWords() {}

  static Thought fill(OrderFilled fill) {
    return new Thought(
        Ids.of("thought", fill.fillId()),
        fill.run(),
        fill.eventTime(),
        Kind.FILL,
        Severity.INFO,
        fill.instrument(),
        null,
        "%s %s %s at %s for a fee of %s."
            .formatted(
                fill.side() == Side.BUY ? "Bought" : "Sold",
                fill.quantity(),
                fill.instrument().symbol(),
                fill.price(),
                fill.fee()),
        Map.of("fillId", fill.fillId(), "clientOrderId", fill.clientOrderId()));
  }

  /** Empty for a state that is as it should be. */
  static Optional<Thought> trouble(OrderChanged order) {
    return severity(order)
        .map(
            severity ->
                new Thought(
                    Ids.of("thought", order.clientOrderId(), order.sequence()),
                    order.run(),
                    order.eventTime(),
                    Kind.ORDER,
                    severity,
                    order.instrument(),
                    null,
                    "The order to %s %s %s %s%s; %s of it has traded."
                        .formatted(
                            Words.of(order.side().name()),
                            order.quantity(),
                            order.instrument().symbol(),
                            state(order.status()),
                            why(order),
                            order.filled()),
                    Map.of("clientOrderId", order.clientOrderId())));
  }

  private static Optional<Severity> severity(OrderChanged order) {
    return switch (order.status()) {
      case UNKNOWN -> Optional.of(Severity.ALERT);
      case REJECTED, DENIED -> Optional.of(Severity.WARNING);
      case EXPIRED -> Optional.of(Severity.NOTICE);
      case CANCELLED ->
          order.reason() == null || order.reason() == OrderReason.REQUESTED
              ? Optional.empty()
              : Optional.of(Severity.NOTICE);
      case INTENDED, SUBMITTING, ACCEPTED, PARTIALLY_FILLED, FILLED, CANCEL_PENDING ->
          Optional.empty();
    };
  }

  private static String state(OrderStatus status) {
    return switch (status) {
      case UNKNOWN -> "may or may not be at the venue, which is being asked";
      case REJECTED -> "was refused by the venue";
      case DENIED -> "was refused here";
      case EXPIRED -> "expired";
      case CANCELLED -> "was cancelled";
      case INTENDED, SUBMITTING, ACCEPTED, PARTIALLY_FILLED, FILLED, CANCEL_PENDING ->
          "is " + Words.of(status.name());
    };
  }

  private static String why(OrderChanged order) {
    if (order.reason() == null) {
      return "";
    }
    String detail = order.detail();
    return detail == null || detail.isBlank()
        ? ": " + Words.of(order.reason().name())
        : ": %s (%s)".formatted(Words.of(order.reason().name()), Words.clause(detail));
  }
}
