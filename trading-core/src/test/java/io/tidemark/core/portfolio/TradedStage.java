package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.only;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Money;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A position stage and the orders it asked for, which are filled when a test says so. */
final class TradedStage {

  private final PositionStage stage;
  private final List<PlaceOrder> orders = new ArrayList<>();
  private int fills;

  TradedStage(PositionStageConfiguration configuration) {
    stage = PositionStage.start(configuration);
  }

  /** A stage that may sell short. */
  static TradedStage withShorts(StrategyDefinition... strategies) {
    return new TradedStage(configuration(strategies).withShorts(true));
  }

  List<Event> take(Event input) {
    List<Event> events = stage.step(input, input.eventTime());
    orders.addAll(only(PlaceOrder.class, events));
    return events;
  }

  OrderDenied denied(Event input) {
    return only(OrderDenied.class, take(input)).getFirst();
  }

  int orderCount() {
    return orders.size();
  }

  PlaceOrder lastOrder() {
    return orders.getLast();
  }

  /** Fills the last order whole at its reference price, for a fee of 0.26 %. */
  List<Event> fill(double seconds) {
    return fill(lastOrder(), lastOrder().referencePrice().toString(), seconds);
  }

  List<Event> fill(PlaceOrder order, String price, double seconds) {
    fills++;
    String fee =
        new BigDecimal(price)
            .multiply(order.quantity().value())
            .multiply(new BigDecimal("0.0026"))
            .toPlainString();
    return take(
        AccountFixture.fill(order, "t" + fills, order.quantity().toString(), price, fee, seconds));
  }

  /** The only live position. */
  Position position() {
    List<Position> live = stage.livePositions();
    if (live.size() != 1) {
      throw new IllegalStateException("one position must be live, were " + live);
    }
    return live.getFirst();
  }

  boolean isFlat() {
    return stage.livePositions().isEmpty();
  }

  /** The position that was requested last. */
  Position latest() {
    return stage.state().positions().getLast();
  }

  PositionStage stage() {
    return stage;
  }

  CashBalance usd() {
    return Objects.requireNonNull(stage.account().balances().get("USD"));
  }

  Money equity() {
    return stage.equity("USD");
  }

  static PositionChanged lastChange(List<Event> events) {
    return only(PositionChanged.class, events).getLast();
  }
}
