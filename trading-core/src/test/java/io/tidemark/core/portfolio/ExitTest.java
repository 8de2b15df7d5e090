package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
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
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.CancelOrder;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.PositionChanged.Change;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A long position of 10 BTC, entered at 100 with a stop at 98 and a target at 104. */
class ExitTest {

  private final PositionStage stage =
      PositionStage.start(configuration(strategy("s", percent("10"), exits("2", "4"))));
  private final PlaceOrder entry = order(step(signal(SignalType.BUY, "s", BTC, "100", 0)));

  @Test
  void sellsAllAtTheStop() {
    enter();

    PlaceOrder exit = order(step(trade(BTC, "98", 5)));

    assertThat(exit.purpose()).isEqualTo(OrderPurpose.EXIT);
    assertThat(exit.side()).isEqualTo(Side.SELL);
    assertThat(exit.quantity()).isEqualTo(Quantity.of("10"));
    assertThat(exit.eventTime()).isEqualTo(at(5));
  }

  @Test
  void booksTheResultAfterAllFees() {
    enter();
    PlaceOrder exit = order(step(trade(BTC, "104", 5)));

    PositionChanged closed = last(step(fill(exit, "x1", "10", "104.5", "2.717", 6)));

    assertThat(closed.change()).isEqualTo(Change.CLOSED);
    assertThat(closed.exitReason()).isEqualTo(ExitReason.TAKE_PROFIT);
    // 1045 - 1000 - 2.6 - 2.717
    assertThat(closed.realisedPnl().amount()).isEqualByComparingTo("39.683");
    assertThat(stage.equity("USD").amount()).isEqualByComparingTo("10039.683");
    assertThat(stage.livePositions()).isEmpty();
  }

  @Test
  void ignoresTradesAtOrBeforeTheEntryFill() {
    step(trade(BTC, "90", 0.5));
    step(trade(BTC, "90", 1));
    assertThat(only(PlaceOrder.class, step(entryFill("e1", "10")))).isEmpty();
  }

  @Test
  void checksTheTradesThatCameBeforeALateEntryFill() {
    step(trade(BTC, "99", 2));
    step(trade(BTC, "97.5", 3));
    step(trade(BTC, "120", 4));

    PlaceOrder exit = order(step(entryFill("e1", "10")));

    assertThat(exit.eventTime()).isEqualTo(at(3));
    assertThat(exit.referencePrice().toString()).isEqualTo("97.5");
    assertThat(stage.livePositions().getFirst().exitReason()).isEqualTo(ExitReason.STOP_LOSS);
  }

  @Test
  void waitsForAllFillsOfAnEntryBeforeItChecksPastTrades() {
    step(trade(BTC, "98.3", 3));
    // at 100 alone the stop is 98 and not reached; with 5 at 101 it is 98.49
    assertThat(only(PlaceOrder.class, step(fill(entry, "e1", "5", "100", "1.3", 1)))).isEmpty();
    assertThat(only(PlaceOrder.class, step(fill(entry, "e2", "5", "101", "1.3", 1)))).hasSize(1);
  }

  @Test
  void cancelsAnEntryThatStillWorksBeforeItSells() {
    step(fill(entry, "e1", "4", "100", "1.04", 1));

    List<Event> events = step(trade(BTC, "97", 2));

    assertThat(events.get(0)).isInstanceOf(CancelOrder.class);
    assertThat(order(events).quantity()).isEqualTo(Quantity.of("4"));
  }

  @Test
  void sellsWhatTheEntryStillFilledAfterTheExitWasSent() {
    step(fill(entry, "e1", "4", "100", "1.04", 1));
    PlaceOrder exit = order(step(trade(BTC, "97", 2)));
    step(fill(entry, "e2", "1", "100", "0.26", 2));

    PlaceOrder second = order(step(fill(exit, "x1", "4", "97", "1", 3)));

    assertThat(second.quantity()).isEqualTo(Quantity.of("1"));
    assertThat(changes(step(fill(second, "x2", "1", "97", "0.25", 4))))
        .containsExactly(Change.REDUCED);
    assertThat(changes(step(changed(entry, 3, OrderStatus.CANCELLED, "5", 5))))
        .containsExactly(Change.CLOSED);
  }

  @Test
  void closesOnTheStrategysSignals() {
    enter();
    assertThat(order(step(signal(SignalType.SELL, "s", BTC, "101", 60))).quantity())
        .isEqualTo(Quantity.of("10"));
    assertDenied(signal(SignalType.CLOSE, "s", BTC, "101", 120), DenialReason.EXIT_IN_PROGRESS);
  }

  @Test
  void cancelsAnEntryThatIsClosedBeforeItFilled() {
    List<Event> events = step(signal(SignalType.CLOSE, "s", BTC, "101", 60));
    assertThat(events).hasSize(1).first().isInstanceOf(CancelOrder.class);

    assertThat(changes(step(changed(entry, 2, OrderStatus.CANCELLED, "0", 61))))
        .containsExactly(Change.ABANDONED);
  }

  @Test
  void closesAPartAndGoesOnWatchingTheRest() {
    enter();
    PlaceOrder part = order(step(signal(SignalType.PARTIAL_CLOSE, "s", BTC, "101", 60, "0.3")));
    assertThat(part.quantity()).isEqualTo(Quantity.of("3"));
    step(trade(BTC, "97", 61));

    List<Event> events = step(fill(part, "x1", "3", "101", "0.79", 62));

    // the trade at 97 came while the part was being sold; it is checked now
    assertThat(order(events).quantity()).isEqualTo(Quantity.of("7"));
    assertThat(stage.livePositions().getFirst().exitReason()).isEqualTo(ExitReason.STOP_LOSS);
  }

  @Test
  void deniesAPartBelowTheVenuesMinimum() {
    enter();
    assertDenied(
        signal(SignalType.PARTIAL_CLOSE, "s", BTC, "101", 60, "0.00001"),
        DenialReason.BELOW_MINIMUM_QUANTITY);
  }

  @Test
  void closesWhatTheOperatorNames() {
    enter();
    step(command(Action.CLOSE, BTC, 5));
    assertThat(stage.livePositions().getFirst().exitReason()).isEqualTo(ExitReason.MANUAL);
  }

  @Test
  void saysSoWhenThereIsNothingToClose() {
    step(changed(entry, 1, OrderStatus.REJECTED, "0", 1));
    assertThat(
            only(RiskStateChanged.class, step(command(Action.CLOSE, null, 5))).getFirst().reason())
        .startsWith("Nothing to close");
  }

  @Test
  void replacesAnExitOnlyForWhatFinalFillsLeave() {
    enter();
    PlaceOrder first = order(step(trade(BTC, "98", 5)));
    step(changed(first, 1, OrderStatus.UNKNOWN, "0", 6));
    assertThat(step(trade(BTC, "90", 7))).isEmpty();
    assertThat(only(PlaceOrder.class, step(changed(first, 2, OrderStatus.CANCELLED, "6", 8))))
        .isEmpty();

    PlaceOrder second = order(step(fill(first, "x1", "6", "98", "1", 6)));

    assertThat(second.quantity()).isEqualTo(Quantity.of("4"));
    assertThat(second.clientOrderId()).isNotEqualTo(first.clientOrderId());
  }

  @Test
  void reducesAfterThreeExitsWithoutEffectAndTriesAgainWhenResumed() {
    enter();
    PlaceOrder exit = order(step(trade(BTC, "98", 5)));
    exit = order(step(changed(exit, 1, OrderStatus.REJECTED, "0", 6)));
    exit = order(step(changed(exit, 1, OrderStatus.EXPIRED, "0", 7)));
    List<Event> events = step(changed(exit, 1, OrderStatus.REJECTED, "0", 8));

    RiskStateChanged told = only(RiskStateChanged.class, events).getFirst();
    assertThat(told.state()).isEqualTo(TradingState.REDUCING);
    assertThat(told.reason()).contains("3 exit orders ended unfilled");
    assertThat(only(PlaceOrder.class, events)).isEmpty();

    assertThat(order(step(command(Action.RESUME, null, 9))).quantity())
        .isEqualTo(Quantity.of("10"));
  }

  @Test
  void sendsNothingWhileHaltedAndCarriesTheStopOutAfterwards() {
    enter();
    step(command(Action.HALT, null, 4));
    assertDenied(trade(BTC, "98", 5), DenialReason.HALTED);
    assertThat(step(trade(BTC, "98", 6))).isEmpty();

    assertThat(order(step(command(Action.PAUSE, null, 7))).quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void flattensALateFillOnAClosedPosition() {
    step(changed(entry, 1, OrderStatus.EXPIRED, "0", 1));

    List<Event> events = step(fill(entry, "late", "2", "100", "0.52", 9));

    assertThat(changes(events)).containsExactly(Change.OPENED, Change.CLOSING);
    PlaceOrder exit = order(events);
    assertThat(exit.quantity()).isEqualTo(Quantity.of("2"));
    PositionChanged closed = last(step(fill(exit, "x1", "2", "99", "0.51", 10)));
    assertThat(closed.exitReason()).isEqualTo(ExitReason.LATE_FILL);
    assertThat(closed.status()).isEqualTo(PositionStatus.CLOSED);
    assertThat(closed.realisedPnl().amount()).isEqualByComparingTo("-3.03");
  }

  @Test
  void buysBackWhatALateExitFillSoldTooMuch() {
    enter();
    PlaceOrder first = order(step(trade(BTC, "98", 5)));
    PlaceOrder second = order(step(changed(first, 1, OrderStatus.CANCELLED, "0", 6)));
    step(fill(second, "x2", "10", "98", "2", 7));

    PlaceOrder back = order(step(fill(first, "x1", "1", "98", "0.2", 5)));

    assertThat(back.side()).isEqualTo(Side.BUY);
    assertThat(back.quantity()).isEqualTo(Quantity.of("1"));
    step(fill(back, "b1", "1", "99", "0.2", 8));
    assertThat(stage.livePositions()).isEmpty();
    Position position = stage.state().positions().getFirst();
    assertThat(position.ledger().realisedPnl()).isEqualTo(position.ledger().cashFlow());
  }

  @Test
  void reducesOnAFillOfAnOrderItNeverAskedFor() {
    PlaceOrder stranger =
        order(otherAccount().step(signal(SignalType.BUY, "s", BTC, "7", 3), at(3)));

    List<Event> events = step(fill(stranger, "q", "1", "7", "0", 4));

    assertThat(only(RiskStateChanged.class, events).getFirst().state())
        .isEqualTo(TradingState.REDUCING);
    assertThat(stage.equity("USD").amount()).isEqualByComparingTo("10000");
  }

  @Test
  void tellsWhichRecordsAStepWrote() {
    enter();
    assertThat(stage.changes().positions()).hasSize(1);
    assertThat(stage.changes().orders()).hasSize(1);
    assertThat(stage.changes().fills()).hasSize(1);
    assertThat(stage.changes().account()).isTrue();

    step(trade(BTC, "100.5", 5));
    assertThat(stage.changes().positions()).as("it stands better than ever").hasSize(1);

    step(trade(BTC, "100.4", 6));
    assertThat(stage.changes().positions()).isEmpty();
    assertThat(stage.changes().account()).isFalse();
    assertThat(stage.changes().markets()).containsExactly(BTC);
  }

  private static PositionStage otherAccount() {
    return PositionStage.start(configuration(strategy("s", percent("10"), exits("2", "4"))));
  }

  private void enter() {
    step(entryFill("e1", "10"));
  }

  private Event entryFill(String tradeId, String quantity) {
    return fill(entry, tradeId, quantity, "100", "2.6", 1);
  }

  private List<Event> step(Event input) {
    return stage.step(input, input.eventTime());
  }

  private void assertDenied(Event input, DenialReason reason) {
    assertThat(only(OrderDenied.class, step(input)))
        .extracting(OrderDenied::reason)
        .containsExactly(reason);
  }

  private static PositionChanged last(List<Event> events) {
    return only(PositionChanged.class, events).getLast();
  }

  private static List<Change> changes(List<Event> events) {
    return only(PositionChanged.class, events).stream().map(PositionChanged::change).toList();
  }
}
