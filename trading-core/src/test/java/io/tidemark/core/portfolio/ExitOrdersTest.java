package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitOrders;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How exits are put: 10 BTC entered at 100, with a stop at 95 and a target at 110. */
class ExitOrdersTest {

  private static final ExitOrders LIMITS = new ExitOrders(OrderType.LIMIT, 10, 3, false);
  private static final ExitOrders GUARDED = new ExitOrders(OrderType.MARKET, 10, 3, true);

  private PositionStage stage = PositionStage.start(configuration(with(LIMITS)));
  private int trades;

  @Test
  void triesLimitsAtTheOtherSideAndThenTheMarketAndThenTheOperator() {
    enter();
    step(ticker("100.5", "101.5", 5));
    PlaceOrder exit = order(step(close(10)));
    assertThat(exit.type()).isEqualTo(OrderType.LIMIT);
    assertThat(exit.limitPrice()).isEqualTo(Price.of("100.5"));
    assertThat(exit.expiresAt()).isEqualTo(at(20));

    PlaceOrder second = order(step(timedOut(exit, 20)));
    PlaceOrder third = order(step(timedOut(second, 30)));
    PlaceOrder market = order(step(timedOut(third, 40)));
    assertThat(third.type()).isEqualTo(OrderType.LIMIT);
    assertThat(market.type()).isEqualTo(OrderType.MARKET);
    assertThat(stage.account().tradingState()).isEqualTo(TradingState.ACTIVE);

    PlaceOrder again = order(step(rejected(market, 41)));
    PlaceOrder last = order(step(rejected(again, 42)));
    assertThat(only(PlaceOrder.class, step(rejected(last, 43)))).isEmpty();
    assertThat(stage.account().tradingState()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void sendsNoReplacementBeforeTheOneBeforeHasEnded() {
    enter();
    step(ticker("100.5", "101.5", 5));
    PlaceOrder exit = order(step(close(10)));
    step(changed(exit, 1, OrderStatus.UNKNOWN, "0", OrderReason.AMBIGUOUS_ANSWER, 11));

    assertThat(only(PlaceOrder.class, step(trade(BTC, "90", 30)))).isEmpty();
    PlaceOrder next = order(step(timedOut(exit, 60, "4", "100.5")));

    assertThat(next.quantity()).isEqualTo(Quantity.of("6"));
  }

  @Test
  void takesALimitForAPartBackWhenAllIsWanted() {
    enter();
    step(ticker("100.5", "101.5", 5));
    PlaceOrder part = order(step(signal(SignalType.PARTIAL_CLOSE, "s", BTC, "100.5", 10, "0.4")));
    assertThat(part.type()).isEqualTo(OrderType.LIMIT);

    List<Event> told = step(trade(BTC, "95", 11));
    assertThat(only(PlaceOrder.class, told)).isEmpty();
    assertThat(only(CancelOrder.class, told))
        .extracting(CancelOrder::clientOrderId)
        .containsExactly(part.clientOrderId());
    PlaceOrder rest = order(step(changed(part, 1, OrderStatus.CANCELLED, "0", 12)));

    assertThat(rest.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(rest.reason()).startsWith("STOP_LOSS");
    assertThat(stage.livePositions().getFirst().failedExits()).isZero();
  }

  @Test
  void takesTheMarketWhereNoBookIsKnown() {
    enter();

    assertThat(order(step(close(10))).type()).isEqualTo(OrderType.MARKET);
  }

  @Test
  void guardsWhatIsHeldByAStopAtTheVenue() {
    stage = PositionStage.start(configuration(with(GUARDED)));

    PlaceOrder stop = guarded();

    assertThat(stop.purpose()).isEqualTo(OrderPurpose.EXIT);
    assertThat(stop.side()).isEqualTo(Side.SELL);
    assertThat(stop.stopPrice()).isEqualTo(Price.of("95"));
    assertThat(stop.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(only(PlaceOrder.class, step(trade(BTC, "101", 5)))).isEmpty();
  }

  @Test
  void closesByTheStopAtTheVenue() {
    stage = PositionStage.start(configuration(with(GUARDED)));
    PlaceOrder stop = guarded();

    List<Event> told = step(fill(stop, "s1", "10", "94.9", "1", 9));

    assertThat(only(PlaceOrder.class, told)).isEmpty();
    assertThat(only(PositionChanged.class, told).getLast())
        .satisfies(event -> assertThat(event.change()).isEqualTo(PositionChanged.Change.CLOSED))
        .satisfies(event -> assertThat(event.exitReason()).isEqualTo(ExitReason.STOP_LOSS));
    assertThat(stage.livePositions()).isEmpty();
  }

  @Test
  void takesTheStopBackBeforeItsOwnExitIsSent() {
    stage = PositionStage.start(configuration(with(GUARDED)));
    PlaceOrder stop = guarded();

    List<Event> asked = step(close(10));
    assertThat(only(PlaceOrder.class, asked)).isEmpty();
    assertThat(only(CancelOrder.class, asked))
        .singleElement()
        .satisfies(cancel -> assertThat(cancel.clientOrderId()).isEqualTo(stop.clientOrderId()));
    assertThat(step(changed(stop, 2, OrderStatus.CANCEL_PENDING, "0", 11))).isEmpty();

    PlaceOrder exit = order(step(changed(stop, 3, OrderStatus.CANCELLED, "0", 12)));

    assertThat(exit.type()).isEqualTo(OrderType.MARKET);
    assertThat(exit.quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void closesOnlyWhatTheStopHasLeft() {
    stage = PositionStage.start(configuration(with(GUARDED)));
    PlaceOrder stop = guarded();
    step(close(10));
    step(fill(stop, "s1", "4", "95", "1", 11));

    PlaceOrder exit = order(step(changed(stop, 3, OrderStatus.CANCELLED, "4", 12)));

    assertThat(exit.quantity()).isEqualTo(Quantity.of("6"));
  }

  @Test
  void replacesTheStopWhenLessIsHeld() {
    stage = PositionStage.start(configuration(with(GUARDED)));
    PlaceOrder stop = guarded();
    step(signal(SignalType.PARTIAL_CLOSE, "s", BTC, "101", 10, "0.5"));
    PlaceOrder exit = order(step(changed(stop, 3, OrderStatus.CANCELLED, "0", 12)));
    assertThat(exit.quantity()).isEqualTo(Quantity.of("5"));

    PlaceOrder next = order(step(fill(exit, "x1", "5", "101", "1", 13)));

    assertThat(next.type()).isEqualTo(OrderType.STOP_LOSS);
    assertThat(next.quantity()).isEqualTo(Quantity.of("5"));
    assertThat(next.clientOrderId()).isNotEqualTo(stop.clientOrderId());
  }

  @Test
  void doesNotTryAgainWhatTheVenueRefused() {
    stage = PositionStage.start(configuration(with(GUARDED)));
    PlaceOrder stop = guarded();

    assertThat(
            only(
                PlaceOrder.class,
                step(changed(stop, 2, OrderStatus.REJECTED, "0", OrderReason.REFUSED, 5))))
        .isEmpty();
    assertThat(only(PlaceOrder.class, step(trade(BTC, "100.5", 6)))).isEmpty();
    assertThat(order(step(trade(BTC, "94", 7))).type()).isEqualTo(OrderType.MARKET);
  }

  private PlaceOrder enter() {
    PlaceOrder entry = order(step(signal(SignalType.BUY, "s", BTC, "100", 0)));
    step(fill(entry, "e1", entry.quantity().toString(), "100", "1", 1));
    return entry;
  }

  private PlaceOrder guarded() {
    PlaceOrder entry = order(step(signal(SignalType.BUY, "s", BTC, "100", 0)));
    PlaceOrder stop = order(step(fill(entry, "e1", "10", "100", "1", 1)));
    assertThat(stop.type()).isEqualTo(OrderType.STOP_LOSS);
    step(changed(stop, 1, OrderStatus.ACCEPTED, "0", 2));
    return stop;
  }

  private List<Event> step(Event event) {
    return stage.step(event, event.eventTime());
  }

  private static Event close(double seconds) {
    return signal(SignalType.CLOSE, "s", BTC, "101", seconds);
  }

  private static Event timedOut(PlaceOrder order, double seconds) {
    return changed(order, 9, OrderStatus.CANCELLED, "0", OrderReason.TIMED_OUT, seconds);
  }

  private Event timedOut(PlaceOrder order, double seconds, String filled, String price) {
    step(fill(order, "p" + trades++, filled, price, "1", seconds - 1));
    return changed(order, 9, OrderStatus.CANCELLED, filled, OrderReason.TIMED_OUT, seconds);
  }

  private static Event rejected(PlaceOrder order, double seconds) {
    return changed(order, 9, OrderStatus.REJECTED, "0", OrderReason.REFUSED, seconds);
  }

  private static Ticker ticker(String bid, String ask, double seconds) {
    return new Ticker(
        BTC, Price.of(bid), null, Price.of(ask), null, null, null, at(seconds), at(seconds));
  }

  private static StrategyDefinition with(ExitOrders exitOrders) {
    StrategyDefinition plain = strategy("s", amount("1000"), exits("5", "10"));
    return new StrategyDefinition(
        plain.id(),
        plain.name(),
        plain.className(),
        plain.mode(),
        plain.aggregation(),
        plain.market(),
        plain.parameters(),
        plain.indicators(),
        plain.entry(),
        plain.exit(),
        plain.exits(),
        plain.risk(),
        new ExecutionPlan(
            OrderType.MARKET, null, null, null, null, null, null, null, null, exitOrders),
        null,
        plain.configurationHash());
  }
}
