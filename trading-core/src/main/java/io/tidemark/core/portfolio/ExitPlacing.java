package io.tidemark.core.portfolio;

import io.tidemark.core.strategy.ExitOrders;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.PlaceOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How an exit order is put: at the market, or, where its strategy wants it, first as limits at the
 * best price of the other side of the book, and at the market once these were in vain. Without a
 * fresh book it is the market at once: to be out comes before the price.
 */
final class ExitPlacing {

  private final PositionStageConfiguration configuration;
  private final PositionBook book;

  ExitPlacing(PositionStageConfiguration configuration, PositionBook book) {
    this.configuration = configuration;
    this.book = book;
  }

  /** How many exit orders in a row may end unfilled before the operator is needed. */
  int attempts(Position position) {
    return orders(position).limitTries() + configuration.maxExitAttempts();
  }

  private ExitOrders orders(Position position) {
    StrategyDefinition strategy = configuration.strategies().get(position.origin().strategy());
    return strategy == null ? ExitOrders.USUAL : strategy.execution().exits();
  }

  /** Asks for the order. */
  PlaceOrder place(
      Position position,
      Side side,
      Quantity quantity,
      ExitRequest request,
      Price reference,
      Instant at,
      StepEvents events) {
    ExitOrders orders = orders(position);
    Optional<Price> limit =
        position.failedExits() < orders.limitTries()
            ? otherSide(position, side, at)
            : Optional.empty();
    PositionOrigin origin = position.origin();
    PlaceOrder order =
        new PlaceOrder(
            origin.clientOrderId(OrderPurpose.EXIT, position.exitOrders() + 1),
            origin.run(),
            origin.account(),
            origin.instrument(),
            origin.strategy(),
            origin.positionId(),
            request.causeId(),
            OrderPurpose.EXIT,
            side,
            limit.isPresent() ? OrderType.LIMIT : OrderType.MARKET,
            quantity,
            limit.orElse(null),
            null,
            false,
            TimeInForce.GTC,
            limit.map(price -> at.plus(Duration.ofSeconds(orders.timeoutSeconds()))).orElse(null),
            "%s at %s".formatted(request.reason(), request.referencePrice()),
            reference,
            at,
            events.observedAt());
    events.place(order);
    return order;
  }

  private Optional<Price> otherSide(Position position, Side side, Instant at) {
    return Optional.ofNullable(book.top(position.origin().instrument()))
        .filter(
            top -> Duration.between(top.time(), at).compareTo(configuration.maxDecisionAge()) <= 0)
        .map(top -> side == Side.SELL ? top.bid() : top.ask());
  }
}
