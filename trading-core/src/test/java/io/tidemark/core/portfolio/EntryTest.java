package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.PositionChanged.Change;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryTest {

  private final PositionStage stage =
      PositionStage.start(
          configuration(
              strategy("ten", percent("10"), exits("2", "4")),
              strategy("all", percent("100"), exits("2", "4")),
              strategy("tiny", amount("0.05"), ExitPlan.NONE),
              strategy("cheap", amount("4"), ExitPlan.NONE),
              strategy("nine", amount("9"), ExitPlan.NONE),
              strategy("big", amount("4999"), ExitPlan.NONE),
              strategy("one", new PositionSizing(new BigDecimal("5"), null, 1), ExitPlan.NONE),
              strategy("shadow", Mode.SHADOW, percent("10"), ExitPlan.NONE)));

  @Test
  void buysAPercentageOfEquityAtTheReferencePrice() {
    PlaceOrder order = order(step(buy("ten", BTC, "300", 0)));

    assertThat(order.purpose()).isEqualTo(OrderPurpose.ENTRY);
    assertThat(order.side()).isEqualTo(Side.BUY);
    assertThat(order.type()).isEqualTo(OrderType.MARKET);
    // 10 % of 10,000 at 300 is 3.33333.., floored to the step of 0.0001
    assertThat(order.quantity()).isEqualTo(Quantity.of("3.3333"));
    assertThat(order.eventTime()).isEqualTo(at(0));
  }

  private static SignalRaised half(SignalRaised signal) {
    return new SignalRaised(
        signal.signalId(),
        signal.run(),
        signal.instrument(),
        signal.strategy(),
        signal.timeframe(),
        signal.type(),
        signal.source(),
        signal.confidence(),
        signal.strength(),
        signal.reason(),
        signal.closeFraction(),
        new BigDecimal("0.5"),
        signal.referencePrice(),
        signal.decisions(),
        signal.metadata(),
        signal.configurationHash(),
        signal.eventTime(),
        signal.observedAt());
  }

  @Test
  void buysTheShareOfItsSizeThatTheSignalTells() {
    // Half of 10 % of 10,000 at 300 is 1.66666.., floored to the step of 0.0001
    assertThat(order(step(half(buy("ten", BTC, "300", 0)))).quantity())
        .isEqualTo(Quantity.of("1.6666"));
    // Half of 4,999 at 64 is 39.0546.., of which the account's limit of 5,000 cuts nothing
    assertThat(order(step(half(buy("big", ETH, "64", 0)))).quantity())
        .isEqualTo(Quantity.of("39.0546"));
  }

  @Test
  void capsAPositionAfterItsShareWasTaken() {
    // Half of 10,000 is the account's limit of 5,000, which is not halved
    assertThat(order(step(half(buy("all", BTC, "100", 0)))).quantity())
        .isEqualTo(Quantity.of("50"));
  }

  @Test
  void deniesAShareThatIsBelowTheVenuesMinimum() {
    // 4.5 USD of 9 are below the 5 that the venue asks for
    assertThat(order(step(buy("nine", BTC, "100", 0))).quantity()).isEqualTo(Quantity.of("0.09"));
    assertDenied(half(buy("nine", ETH, "100", 0)), DenialReason.BELOW_MINIMUM_COST);
  }

  @Test
  void capsAPositionAtTheAccountsLimit() {
    assertThat(order(step(buy("all", BTC, "100", 0))).quantity()).isEqualTo(Quantity.of("50"));
  }

  @Test
  void shrinksAPercentageToWhatFreeCashCovers() {
    step(buy("all", BTC, "100", 0));
    // free: 10,000 - 50 x 100 x 1.01 x 1.0026 = 4936.87; one unit takes 101.2626
    assertThat(order(step(buy("all", ETH, "100", 0))).quantity()).isEqualTo(Quantity.of("48.7531"));
  }

  @Test
  void reservesPriceSlippageAndFeeUntilFillsBook() {
    PlaceOrder order = order(step(buy("ten", BTC, "100", 0)));
    assertThat(reservedAfter(changed(order, 1, OrderStatus.ACCEPTED, "0", 1)))
        .isEqualTo("1012.626");

    RiskStateChanged half = riskState(step(fill(order, "t1", "5", "100", "1.3", 2)));
    assertThat(half.reserved().amount()).isEqualByComparingTo("506.313");
    assertThat(half.cash().amount()).isEqualByComparingTo("9498.7");
  }

  @Test
  void releasesTheReserveWhenTheRestIsCancelled() {
    PlaceOrder order = order(step(buy("ten", BTC, "100", 0)));
    step(fill(order, "t1", "4", "100", "1.04", 1));
    step(changed(order, 2, OrderStatus.CANCELLED, "4", 2));

    assertThat(riskState(step(command(Action.PAUSE, null, 3))).reserved().amount())
        .isEqualByComparingTo("0");
    Position position = stage.livePositions().getFirst();
    assertThat(position.status()).isEqualTo(PositionStatus.OPEN);
    assertThat(position.quantity()).isEqualTo(Quantity.of("4"));
  }

  @Test
  void abandonsAPositionWhoseEntryEndedWithoutAFill() {
    PlaceOrder order = order(step(buy("ten", BTC, "100", 0)));

    List<Event> events = step(changed(order, 1, OrderStatus.REJECTED, "0", 1));

    assertThat(changes(events)).containsExactly(Change.ABANDONED);
    assertThat(stage.livePositions()).isEmpty();
    assertThat(order(step(buy("ten", BTC, "100", 60))).quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void waitsForTheFillsOfAnOrderThatEnded() {
    PlaceOrder order = order(step(buy("ten", BTC, "100", 0)));

    assertThat(step(changed(order, 1, OrderStatus.CANCELLED, "3", 1))).isEmpty();
    assertThat(changes(step(fill(order, "t1", "3", "100", "0.78", 1))))
        .containsExactly(Change.OPENED);
    assertThat(stage.livePositions().getFirst().quantity()).isEqualTo(Quantity.of("3"));
  }

  @Test
  void opensNothingTwiceForOneSignal() {
    SignalRaised signal = buy("ten", BTC, "100", 0);
    step(signal);

    assertThat(step(signal)).isEmpty();
  }

  @Test
  void namesOrdersByWhatWasDecided() {
    PositionStage twin =
        PositionStage.start(configuration(strategy("ten", percent("10"), exits("2", "4"))));
    SignalRaised signal = buy("ten", BTC, "100", 0);

    assertThat(order(twin.step(signal, at(9))).clientOrderId())
        .isEqualTo(order(step(signal)).clientOrderId());
  }

  @Test
  void deniesAnUnknownStrategyAndAnUnknownConfiguration() {
    assertDenied(buy("nobody", BTC, "100", 0), DenialReason.UNKNOWN_STRATEGY);
    assertDenied(buy("shadow", BTC, "100", 0), DenialReason.UNKNOWN_STRATEGY);
  }

  @Test
  void deniesAnUnknownInstrument() {
    assertDenied(
        buy("ten", InstrumentId.of("kraken", "XRP/USD"), "1", 0), DenialReason.UNKNOWN_INSTRUMENT);
  }

  @Test
  void deniesASecondPositionInAnInstrument() {
    step(buy("ten", BTC, "100", 0));
    assertDenied(buy("one", BTC, "100", 60), DenialReason.POSITION_ALREADY_OPEN);
  }

  @Test
  void deniesMoreThanTheAccountsPositions() {
    step(buy("ten", BTC, "100", 0));
    step(buy("ten", ETH, "100", 0));

    OrderDenied denied = assertDenied(buy("ten", SOL, "100", 0), DenialReason.MAX_OPEN_POSITIONS);
    assertThat(denied.context()).containsEntry("limit", "account").containsEntry("open", "2");
  }

  @Test
  void deniesMoreThanTheStrategysPositions() {
    step(buy("one", BTC, "100", 0));

    OrderDenied denied = assertDenied(buy("one", ETH, "100", 0), DenialReason.MAX_OPEN_POSITIONS);
    assertThat(denied.context()).containsEntry("limit", "strategy").containsEntry("maximum", "1");
  }

  @Test
  void deniesAnAmountThatFreeCashDoesNotCover() {
    step(buy("all", BTC, "100", 0));

    OrderDenied denied = assertDenied(buy("big", ETH, "100", 0), DenialReason.INSUFFICIENT_CASH);
    assertThat(denied.context()).containsEntry("freeCash", "4936.87");
  }

  @Test
  void deniesBelowTheVenuesMinimums() {
    assertDenied(buy("tiny", BTC, "100", 0), DenialReason.BELOW_MINIMUM_QUANTITY);
    assertDenied(buy("cheap", BTC, "100", 0), DenialReason.BELOW_MINIMUM_COST);
  }

  @Test
  void deniesAShortAndACloseWithoutAPosition() {
    assertDenied(signal(SignalType.SELL, "ten", BTC, "100", 0), DenialReason.SHORT_NOT_ALLOWED);
    assertDenied(signal(SignalType.CLOSE, "ten", BTC, "100", 0), DenialReason.NO_POSITION);
  }

  @Test
  void deniesEntriesWhilePausedOrHalted() {
    step(command(Action.PAUSE, ETH, 0));
    assertDenied(buy("ten", ETH, "100", 1), DenialReason.REDUCING);
    step(command(Action.PAUSE, null, 1));
    assertDenied(buy("ten", BTC, "100", 1), DenialReason.REDUCING);
    step(command(Action.HALT, null, 2));
    assertDenied(buy("ten", BTC, "100", 2), DenialReason.HALTED);
    step(command(Action.RESUME, null, 3));
    assertThat(only(PlaceOrder.class, step(buy("ten", BTC, "100", 3)))).hasSize(1);
  }

  @Test
  void deniesADecisionThatIsTooOld() {
    List<Event> events = stage.step(buy("ten", BTC, "100", 0), at(301));

    assertThat(only(OrderDenied.class, events))
        .extracting(OrderDenied::reason)
        .containsExactly(DenialReason.STALE_DECISION);
  }

  @Test
  void reducesWhenTheVenueCannotProveWhatBecameOfAnOrder() {
    PlaceOrder order = order(step(buy("ten", BTC, "100", 0)));
    step(changed(order, 1, OrderStatus.UNKNOWN, "0", OrderReason.DEADLINE_PASSED, 9));

    assertDenied(buy("ten", ETH, "100", 10), DenialReason.REDUCING);
    assertThat(riskState(step(command(Action.PAUSE, null, 11))).reserved().amount())
        .isEqualByComparingTo("1012.626");
  }

  @Test
  void refusesAFeeInAnotherCurrency() {
    PlaceOrder order = order(step(buy("ten", BTC, "100", 0)));
    var inBase = fill(order, "t1", "1", "100", "0", 1);
    var wrong =
        new OrderFilled(
            inBase.fillId(),
            "t1",
            inBase.clientOrderId(),
            inBase.run(),
            inBase.account(),
            BTC,
            Side.BUY,
            inBase.price(),
            inBase.quantity(),
            Money.of("0.001", "BTC"),
            inBase.liquidity(),
            at(1),
            at(1));

    assertThatThrownBy(() -> step(wrong)).hasMessageContaining("take fees in USD");
  }

  private static SignalRaised buy(
      String strategy, InstrumentId instrument, String price, double seconds) {
    return signal(SignalType.BUY, strategy, instrument, price, seconds);
  }

  private List<Event> step(Event input) {
    return stage.step(input, input.eventTime());
  }

  private OrderDenied assertDenied(SignalRaised signal, DenialReason reason) {
    List<Event> events = step(signal);
    assertThat(events).hasSize(1);
    OrderDenied denied = only(OrderDenied.class, events).getFirst();
    assertThat(denied.reason()).isEqualTo(reason);
    assertThat(denied.causeId()).isEqualTo(signal.signalId());
    assertThat(denied.context()).isNotEmpty();
    return denied;
  }

  private String reservedAfter(Event input) {
    step(input);
    return riskState(step(command(Action.RESUME, null, 1))).reserved().amount().toPlainString();
  }

  private static RiskStateChanged riskState(List<Event> events) {
    return only(RiskStateChanged.class, events).getLast();
  }

  private static List<Change> changes(List<Event> events) {
    return only(PositionChanged.class, events).stream().map(PositionChanged::change).toList();
  }
}
