package io.tidemark.core.portfolio;

import io.tidemark.core.strategy.ExitOrders;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.ExitReason;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an exit order is put. Where the market is told by bars alone, what is due within a bar is a
 * stop or a target at its price. Otherwise it is put at the market, or, where its strategy wants
 * it, first as limits at the best price of the other side of the book, and at the market once these
 * were in vain. Without a fresh book it is the market at once: to be out comes before the price.
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
    OrderType type = type(position, request, limit);
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
            type,
            quantity,
            type == OrderType.LIMIT ? limit.orElse(null) : null,
            isWithinBar(type) ? onTick(request.referencePrice(), type, side, origin) : null,
            false,
            TimeInForce.GTC,
            type == OrderType.LIMIT ? at.plus(Duration.ofSeconds(orders.timeoutSeconds())) : null,
            "%s at %s".formatted(request.reason(), request.referencePrice()),
            reference,
            at,
            events.observedAt());
    events.place(order);
    return order;
  }

  private OrderType type(Position position, ExitRequest request, Optional<Price> limit) {
    if (configuration.bars() != null && position.failedExits() == 0) {
      OrderType within = withinBar(request.reason());
      if (within != null) {
        return within;
      }
    }
    return limit.isPresent() ? OrderType.LIMIT : OrderType.MARKET;
  }

  private static @Nullable OrderType withinBar(ExitReason reason) {
    return switch (reason) {
      case STOP_LOSS, TRAILING_STOP, BREAK_EVEN -> OrderType.STOP_LOSS;
      case TAKE_PROFIT -> OrderType.TAKE_PROFIT;
      case TIME, ROI, SIGNAL, ML, MANUAL, END_OF_DATA, LATE_FILL, LIQUIDATION -> null;
    };
  }

  private static boolean isWithinBar(OrderType type) {
    return type == OrderType.STOP_LOSS || type == OrderType.TAKE_PROFIT;
  }

  /** The venue's price next to the level on the side of the market, so that a touch is one. */
  private Price onTick(Price level, OrderType type, Side side, PositionOrigin origin) {
    InstrumentRules rules = configuration.instruments().get(origin.instrument());
    if (rules == null || level.value().compareTo(rules.tickSize()) < 0) {
      return level;
    }
    boolean marketIsAbove = (type == OrderType.STOP_LOSS) == (side == Side.SELL);
    return level.roundedTo(
        rules.tickSize(), marketIsAbove ? RoundingMode.CEILING : RoundingMode.FLOOR);
  }

  private Optional<Price> otherSide(Position position, Side side, Instant at) {
    return Optional.ofNullable(book.top(position.origin().instrument()))
        .filter(
            top -> Duration.between(top.time(), at).compareTo(configuration.maxDecisionAge()) <= 0)
        .map(top -> side == Side.SELL ? top.bid() : top.ask());
  }
}
