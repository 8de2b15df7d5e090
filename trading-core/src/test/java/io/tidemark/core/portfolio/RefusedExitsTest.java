package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.bar;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.prediction;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitOrders;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.OrderReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Exits of 10 BTC, entered at 100 with a stop at 95, that the venue would not have. */
class RefusedExitsTest {

  private static final PositionStageConfiguration CONFIGURATION =
      configuration(strategy("s", amount("1000"), exits("5", "10")), guarded());

  private PositionStage stage = PositionStage.start(CONFIGURATION);

  @Test
  void triesAgainAfterAPauseAndSaysSo() {
    PlaceOrder exit = stopped("s");

    List<Event> told = step(limited(exit, 11));

    assertThat(only(PlaceOrder.class, told)).isEmpty();
    assertThat(only(RiskStateChanged.class, told))
        .singleElement()
        .satisfies(event -> assertThat(event.state()).isEqualTo(TradingState.ACTIVE))
        .satisfies(
            event ->
                assertThat(event.reason())
                    .contains("BTC/USD is not closed yet", "the last RATE_LIMITED", "00:00:12Z"));
    assertThat(orders(trade(BTC, "94", 11.999))).isEmpty();
    PlaceOrder next = order(step(trade(BTC, "93", 12)));
    assertThat(next.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(next.referencePrice()).isEqualTo(Price.of("93"));
    assertThat(next.clientOrderId()).isNotEqualTo(exit.clientOrderId());
    assertThat(orders(trade(BTC, "93", 13))).as("one at a time").isEmpty();
  }

  static Stream<Event> tellTheTime() {
    return Stream.of(
        trade(ETH, "7", 12),
        bar(ETH, "7", 60),
        ticker(12),
        bar(BTC, "94", 60),
        trade(BTC, "96", 12));
  }

  @ParameterizedTest
  @MethodSource("tellTheTime")
  void takesTheTimeFromWhateverAMarketTells(Event event) {
    step(limited(stopped("s"), 11));

    assertThat(stage.waitsFor(at(11.999))).isFalse();
    assertThat(stage.waitsFor(at(12))).isTrue();
    assertThat(orders(event)).hasSize(1);
    assertThat(stage.waitsFor(at(100))).isFalse();
  }

  @Test
  void takesTheTimeFromNothingElse() {
    step(limited(stopped("s"), 11));

    assertThat(orders(prediction(ETH, 0.5, 60))).isEmpty();
    assertThat(orders(signal(SignalType.CLOSE, "s", ETH, "7", 60))).isEmpty();
  }

  @Test
  void countsTenInARowAsNoFailureAndThreeMoreAsThree() {
    PlaceOrder exit = stopped("s");
    double seconds = 11;
    for (int refusal = 1; refusal <= 12; refusal++) {
      exit = again(exit, seconds);
      seconds += 31;
      assertThat(stage.account().tradingState()).isEqualTo(TradingState.ACTIVE);
      assertThat(position().failedExits()).isEqualTo(Math.max(0, refusal - 10));
    }

    List<Event> last = step(limited(exit, seconds));

    assertThat(only(RiskStateChanged.class, last))
        .singleElement()
        .satisfies(event -> assertThat(event.state()).isEqualTo(TradingState.REDUCING))
        .satisfies(event -> assertThat(event.reason()).contains("13 exit orders in a row"));
    assertThat(orders(trade(BTC, "90", seconds + 60))).isEmpty();
    assertThat(stage.waitsFor(at(seconds + 60))).isFalse();
    assertThat(order(step(command(Action.RESUME, null, seconds + 61))).quantity())
        .isEqualTo(Quantity.of("10"));
  }

  @Test
  void countsThoseAfterFiveMinutesAsFailures() {
    PlaceOrder exit = again(stopped("s"), 11);
    exit = again(exit, 311);
    assertThat(position().failedExits()).isZero();

    again(exit, 350);

    assertThat(position().failedExits()).isEqualTo(1);
  }

  @Test
  void countsWhatLastsAsBeforeAndTriesItAtOnce() {
    PlaceOrder exit = again(stopped("s"), 11);

    PlaceOrder next = order(step(rejected(exit, OrderReason.INSUFFICIENT_FUNDS, 20)));

    assertThat(position().failedExits()).isEqualTo(1);
    assertThat(position().exitRefusals()).isNull();
    next = order(step(rejected(next, OrderReason.INVALID_ORDER, 21)));
    assertThat(orders(rejected(next, OrderReason.REFUSED, 22))).isEmpty();
    assertThat(stage.account().tradingState()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void beginsAnewOnceSomethingHasTraded() {
    PlaceOrder exit = again(stopped("s"), 11);
    step(fill(exit, "x1", "4", "94", "1", 13));
    exit = order(step(changed(exit, 2, OrderStatus.CANCELLED, "4", 14)));
    assertThat(position().exitRefusals()).isNull();

    step(limited(exit, 15));

    assertThat(position().exitRefusals()).isEqualTo(PassingRefusals.after(null, at(15)));
  }

  @Test
  void triesAtOnceWhenTheOperatorResumes() {
    step(limited(stopped("s"), 11));

    assertThat(orders(command(Action.RESUME, null, 11.5))).hasSize(1);
  }

  @Test
  void saysWhenItIsTriedAgainToWhoAsksToClose() {
    step(limited(stopped("s"), 11));

    List<Event> told = step(command(Action.CLOSE, BTC, 11.5));

    assertThat(only(PlaceOrder.class, told)).isEmpty();
    assertThat(only(OrderDenied.class, told).getFirst())
        .satisfies(denied -> assertThat(denied.reason()).isEqualTo(DenialReason.EXIT_IN_PROGRESS))
        .satisfies(
            denied -> assertThat(denied.context()).containsEntry("nextTry", at(12).toString()));
  }

  @Test
  void sendsNothingWhileHalted() {
    step(limited(stopped("s"), 11));
    step(command(Action.HALT, null, 11.5));

    assertThat(stage.waitsFor(at(20))).isFalse();
    assertThat(step(trade(BTC, "90", 20))).isEmpty();
    assertThat(orders(command(Action.PAUSE, null, 21))).hasSize(1);
  }

  @Test
  void waitsWithAPartLikewise() {
    enter("s");
    PlaceOrder part = order(step(signal(SignalType.PARTIAL_CLOSE, "s", BTC, "101", 10, "0.4")));
    step(limited(part, 11));

    assertThat(orders(trade(BTC, "95", 11.5))).as("the stop waits as well").isEmpty();

    assertThat(order(step(trade(BTC, "95", 12))).quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void guardsByAStopAtTheVenueAgainAfterAPause() {
    PlaceOrder stop = enter("guarded");
    assertThat(stop.type()).isEqualTo(OrderType.STOP_LOSS);

    List<Event> told = step(limited(stop, 2));

    assertThat(only(PlaceOrder.class, told)).isEmpty();
    assertThat(only(RiskStateChanged.class, told).getFirst().reason())
        .contains("no stop at the venue", "REJECTED (RATE_LIMITED)", "the next is sent from");
    assertThat(orders(trade(BTC, "100", 2.9))).isEmpty();
    PlaceOrder next = order(step(trade(ETH, "7", 3)));
    assertThat(next.type()).isEqualTo(OrderType.STOP_LOSS);
    assertThat(next.clientOrderId()).isNotEqualTo(stop.clientOrderId());
    assertThat(
            only(RiskStateChanged.class, step(rejected(next, OrderReason.REFUSED, 4))).getFirst())
        .satisfies(event -> assertThat(event.reason()).contains("no other is tried"));
    assertThat(orders(trade(BTC, "100", 400))).isEmpty();
  }

  @Test
  void tellsThatAnEntryWasRefusedAndDoesNotSendItAgain() {
    PlaceOrder entry = order(step(signal(SignalType.BUY, "s", BTC, "100", 0)));

    List<Event> told = step(limited(entry, 1));

    assertThat(only(RiskStateChanged.class, told).getFirst().reason())
        .contains("ended as REJECTED (RATE_LIMITED)", "it is not sent again");
    assertThat(only(PositionChanged.class, told).getLast().change())
        .isEqualTo(PositionChanged.Change.ABANDONED);
    assertThat(orders(trade(BTC, "100", 60))).isEmpty();
  }

  /** Refused, and tried again as soon as a market tells that the pause is over. */
  private PlaceOrder again(PlaceOrder exit, double seconds) {
    assertThat(orders(limited(exit, seconds))).isEmpty();
    return order(step(trade(BTC, "94", seconds + 30)));
  }

  private PlaceOrder stopped(String strategy) {
    enter(strategy);
    return order(step(trade(BTC, "95", 10)));
  }

  private PlaceOrder enter(String strategy) {
    PlaceOrder entry = order(step(signal(SignalType.BUY, strategy, BTC, "100", 0)));
    List<Event> entered = step(fill(entry, "e1", "10", "100", "1", 1));
    return only(PlaceOrder.class, entered).isEmpty() ? entry : order(entered);
  }

  private Position position() {
    return stage.livePositions().getFirst();
  }

  private List<PlaceOrder> orders(Event event) {
    return only(PlaceOrder.class, step(event));
  }

  /** A stage that was restored does the same. */
  private List<Event> step(Event event) {
    PositionStage restored = PositionStage.restore(CONFIGURATION, stage.state());
    List<Event> events = stage.step(event, event.eventTime());
    assertThat(restored.step(event, event.eventTime())).isEqualTo(events);
    assertThat(restored.state()).isEqualTo(stage.state());
    stage = restored;
    return events;
  }

  private static Event limited(PlaceOrder order, double seconds) {
    return rejected(order, OrderReason.RATE_LIMITED, seconds);
  }

  private static Event rejected(PlaceOrder order, OrderReason reason, double seconds) {
    return changed(order, 9, OrderStatus.REJECTED, "0", reason, seconds);
  }

  private static Ticker ticker(double seconds) {
    return new Ticker(
        ETH, Price.of("7"), null, Price.of("8"), null, null, null, at(seconds), at(seconds));
  }

  private static StrategyDefinition guarded() {
    StrategyDefinition plain = strategy("guarded", amount("1000"), exits("5", "10"));
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
            OrderType.MARKET,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            new ExitOrders(OrderType.MARKET, 10, 3, true)),
        null,
        plain.configurationHash());
  }
}
