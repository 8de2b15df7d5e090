package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.allowNext;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.sizeScale;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.LimitOrder.Reference;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Entries as limits: 10 percent of 10,000 USD in BTC, decided at 100, on a timeframe of 1m. */
class LimitEntryTest {

  private PositionStage stage = stage(Reference.CLOSE, "10", 2);

  @Test
  void putsALimitBetterThanTheCloseForSomeBars() {
    PlaceOrder order = order(step(buy()));

    assertThat(order.type()).isEqualTo(OrderType.LIMIT);
    assertThat(order.limitPrice()).isEqualTo(Price.of("99.9"));
    assertThat(order.expiresAt()).isEqualTo(at(120));
    assertThat(order.postOnly()).isTrue();
    assertThat(order.quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void roundsToTheTickOnThePassiveSide() {
    stage = stage(Reference.CLOSE, "7", 0);

    // 100 x 0.9993 = 99.93
    assertThat(order(step(buy())).limitPrice()).isEqualTo(Price.of("99.9"));
  }

  @Test
  void putsALimitAtEitherSideOfTheBook() {
    stage = stage(Reference.NEAR_SIDE, "0", 0);
    step(ticker("99.5", "100.5", -1));
    assertThat(order(step(buy())).limitPrice()).isEqualTo(Price.of("99.5"));

    stage = stage(Reference.FAR_SIDE, "0", 0);
    step(ticker("99.5", "100.5", -1));
    stage = restored(Reference.FAR_SIDE, "0", 0);
    assertThat(order(step(buy())).limitPrice()).isEqualTo(Price.of("100.5"));
  }

  @Test
  void deniesALimitAtABookThatIsNotKnownOrOld() {
    stage = stage(Reference.NEAR_SIDE, "0", 0);
    assertDenied(step(buy()), DenialReason.NO_REFERENCE_PRICE);

    step(ticker("99.5", "100.5", -301));
    assertDenied(
        step(signal(SignalType.BUY, "s", BTC, "100", 0.5)), DenialReason.NO_REFERENCE_PRICE);
  }

  @Test
  void forgetsNoLaterTopForAnEarlierOne() {
    stage = stage(Reference.NEAR_SIDE, "0", 0);
    step(ticker("99.5", "100.5", -1));
    step(ticker("90", "91", -2));

    assertThat(order(step(buy())).limitPrice()).isEqualTo(Price.of("99.5"));
  }

  @Test
  void putsWhatHasNotTradedAnewOnceTheOrderHasEnded() {
    PlaceOrder first = order(step(buy()));
    step(changed(first, 1, OrderStatus.ACCEPTED, "0", 1));
    step(trade(BTC, "100.4", 110));
    assertThat(step(changed(first, 2, OrderStatus.CANCEL_PENDING, "0", OrderReason.TIMED_OUT, 120)))
        .isEmpty();
    // The venue counts 4 that no fill was told of yet: the entry may be more than it seems.
    assertThat(only(PlaceOrder.class, step(ended(first, 3, "4", 121)))).isEmpty();

    PlaceOrder second = order(step(fill(first, "t1", "4", "99.9", "1", 119)));

    assertThat(second.clientOrderId()).isNotEqualTo(first.clientOrderId());
    assertThat(second.positionId()).isEqualTo(first.positionId());
    assertThat(second.quantity()).isEqualTo(Quantity.of("6"));
    // The last price, 99.9 of the fill at 119 seconds, less 10 hundredths of a percent.
    assertThat(second.limitPrice()).isEqualTo(Price.of("99.8"));
    assertThat(second.expiresAt()).isEqualTo(second.eventTime().plusSeconds(120));
    assertThat(stage.livePositions().getFirst().quantity()).isEqualTo(Quantity.of("4"));
  }

  @Test
  void triesAsOftenAsItsStrategySaysAndKeepsWhatItGot() {
    PlaceOrder first = order(step(buy()));
    PlaceOrder second = order(step(ended(first, 1, "0", 120)));
    PlaceOrder third = order(step(ended(second, 1, "0", 240)));
    assertThat(List.of(first, second, third))
        .extracting(PlaceOrder::clientOrderId)
        .doesNotHaveDuplicates();
    step(fill(third, "t1", "4", "99.9", "1", 300));

    List<Event> last = step(ended(third, 1, "4", 360));

    assertThat(only(PlaceOrder.class, last)).isEmpty();
    assertThat(stage.livePositions().getFirst().quantity()).isEqualTo(Quantity.of("4"));
    assertThat(reserved()).isZero();
  }

  @Test
  void countsARefusalForPostOnlyAsATry() {
    stage = stage(Reference.CLOSE, "0", 1);
    PlaceOrder first = order(step(buy()));
    PlaceOrder second =
        order(step(changed(first, 1, OrderStatus.REJECTED, "0", OrderReason.WOULD_TAKE, 1)));

    List<Event> last =
        step(changed(second, 1, OrderStatus.REJECTED, "0", OrderReason.WOULD_TAKE, 2));

    assertThat(only(PositionChanged.class, last))
        .singleElement()
        .satisfies(event -> assertThat(event.change()).isEqualTo(PositionChanged.Change.ABANDONED));
    assertThat(reserved()).isZero();
  }

  @Test
  void doesNotPutAnewWhatEndedForAnotherReason() {
    PlaceOrder first = order(step(buy()));

    assertThat(
            only(
                PlaceOrder.class,
                step(changed(first, 1, OrderStatus.CANCELLED, "0", OrderReason.ENDED_BY_VENUE, 9))))
        .isEmpty();
    assertThat(stage.livePositions()).isEmpty();
  }

  @Test
  void doesNotPutAnewWhatAnExitTookBack() {
    PlaceOrder first = order(step(buy()));
    assertThat(only(CancelOrder.class, step(signal(SignalType.CLOSE, "s", BTC, "100", 60))))
        .hasSize(1);

    assertThat(only(PlaceOrder.class, step(ended(first, 1, "0", 121)))).isEmpty();
    assertThat(stage.livePositions()).isEmpty();
  }

  @Test
  void takesLimitsBackWhenNothingMayBeEntered() {
    PlaceOrder first = order(step(buy()));

    List<Event> paused = step(command(ControlCommand.Action.PAUSE, null, 30));

    assertThat(only(CancelOrder.class, paused))
        .singleElement()
        .satisfies(cancel -> assertThat(cancel.clientOrderId()).isEqualTo(first.clientOrderId()));
    assertThat(only(CancelOrder.class, step(trade(BTC, "100", 31)))).isEmpty();
    assertThat(only(PlaceOrder.class, step(ended(first, 1, "0", 121)))).isEmpty();
  }

  @Test
  void leavesALimitThatWasAllowedInPlaceUntilThePauseIsAnother() {
    step(command(ControlCommand.Action.PAUSE, null, -2));
    step(allowNext(null, -1, 60));
    PlaceOrder first = order(step(buy()));
    assertThat(only(CancelOrder.class, step(trade(BTC, "100", 31)))).isEmpty();
    PlaceOrder second = order(step(ended(first, 1, "0", 121)));
    assertThat(second.positionId()).isEqualTo(first.positionId());

    List<Event> halted = step(command(ControlCommand.Action.HALT, null, 130));

    assertThat(only(CancelOrder.class, halted))
        .singleElement()
        .satisfies(cancel -> assertThat(cancel.clientOrderId()).isEqualTo(second.clientOrderId()));
  }

  @Test
  void putsNothingAnewWhileSizesAreMultipliedByZero() {
    PlaceOrder first = order(step(buy()));
    step(sizeScale("0", 30));

    assertDenied(step(ended(first, 1, "0", 121)), DenialReason.BELOW_MINIMUM_QUANTITY);
  }

  @Test
  void tellsWhyARestIsNotPutAnew() {
    stage = stage(Reference.CLOSE, "0", 1);
    PlaceOrder first = order(step(buy()));
    step(fill(first, "t1", "9.9999", "100", "1", 60));

    assertDenied(step(ended(first, 1, "9.9999", 121)), DenialReason.BELOW_MINIMUM_QUANTITY);
    assertThat(stage.livePositions().getFirst().quantity()).isEqualTo(Quantity.of("9.9999"));
  }

  @Test
  void goesOnIdenticallyAfterARestore() {
    PlaceOrder first = order(step(buy()));
    stage = restored(Reference.CLOSE, "10", 2);

    PlaceOrder second = order(step(ended(first, 1, "0", 120)));

    assertThat(second.limitPrice()).isEqualTo(Price.of("99.9"));
  }

  private BigDecimal reserved() {
    return stage.state().orders().stream()
        .map(order -> order.reserved().amount())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static void assertDenied(List<Event> events, DenialReason reason) {
    assertThat(only(PlaceOrder.class, events)).isEmpty();
    assertThat(only(OrderDenied.class, events))
        .singleElement()
        .satisfies(denial -> assertThat(denial.reason()).isEqualTo(reason));
  }

  private List<Event> step(Event event) {
    return stage.step(event, event.eventTime());
  }

  private static Event buy() {
    return signal(SignalType.BUY, "s", BTC, "100", 0);
  }

  private static Event ended(PlaceOrder order, long sequence, String filled, double seconds) {
    return changed(order, sequence, OrderStatus.CANCELLED, filled, OrderReason.TIMED_OUT, seconds);
  }

  private static Ticker ticker(String bid, String ask, double seconds) {
    return new Ticker(
        BTC, Price.of(bid), null, Price.of(ask), null, null, null, at(seconds), at(seconds));
  }

  private PositionStage restored(Reference reference, String offsetBps, int reprices) {
    return PositionStage.restore(
        configuration(limits(reference, offsetBps, reprices)), stage.state());
  }

  private static PositionStage stage(Reference reference, String offsetBps, int reprices) {
    return PositionStage.start(configuration(limits(reference, offsetBps, reprices)));
  }

  private static StrategyDefinition limits(Reference reference, String offsetBps, int reprices) {
    StrategyDefinition plain = strategy("s", percent("10"), ExitPlan.NONE);
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
            OrderType.LIMIT,
            new LimitOrder(reference, new BigDecimal(offsetBps), true, reprices),
            2,
            null,
            null,
            null,
            null,
            null),
        null,
        plain.configurationHash());
  }
}
