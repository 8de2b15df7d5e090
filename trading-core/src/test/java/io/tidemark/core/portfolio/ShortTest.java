package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountFixture.Plan;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 10 BTC sold short at 100, with 10,000 USD in the account; the stop is at 102. */
class ShortTest {

  private TradedStage account = shorted(OppositeSignal.CLOSE);

  @Test
  void sellsWhatItDoesNotHold() {
    assertThat(account.lastOrder().side()).isEqualTo(Side.SELL);
    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.ENTRY);
    assertThat(account.position().side()).isEqualTo(PositionSide.SHORT);
    assertThat(account.position().quantity()).isEqualTo(Quantity.of("10"));
    assertThat(account.position().stopPrice()).hasToString("Optional[102]");
  }

  @Test
  void holdsBackTheProceedsAndAnEqualMargin() {
    assertThat(account.usd().cash().amount()).isEqualByComparingTo("10997.4");
    assertThat(account.position().margin().amount()).isEqualByComparingTo("2000");
    assertThat(account.equity().amount()).isEqualByComparingTo("9997.4");

    assertThat(reserved()).isEqualByComparingTo("2000");
  }

  @Test
  void losesWhenThePriceRisesAndBuysBackAtTheStop() {
    account.take(trade(BTC, "101", 5));
    assertThat(account.equity().amount()).isEqualByComparingTo("9987.4");
    account.take(trade(BTC, "102", 6));
    PlaceOrder exit = account.lastOrder();
    PositionChanged closed = TradedStage.lastChange(account.fill(7));

    assertThat(exit.side()).isEqualTo(Side.BUY);
    assertThat(closed.exitReason()).isEqualTo(ExitReason.STOP_LOSS);
    // 1000 - 1020 - 2.6 - 2.652
    assertThat(closed.realisedPnl().amount()).isEqualByComparingTo("-25.252");
    assertThat(account.usd().cash().amount()).isEqualByComparingTo("9974.748");
    assertThat(account.stage().state().positions().getFirst().margin().amount())
        .isEqualByComparingTo("0");
  }

  @Test
  void gainsWhenThePriceFalls() {
    account.take(trade(BTC, "95", 5));
    account.take(signal(SignalType.CLOSE, "s", BTC, "95", 6));
    PositionChanged closed = TradedStage.lastChange(account.fill(7));

    assertThat(closed.maxFavourable()).isEqualByComparingTo("0.05");
    assertThat(closed.maxAdverse()).isEqualByComparingTo("0");
    // 1000 - 950 - 2.6 - 2.47
    assertThat(closed.realisedPnl().amount()).isEqualByComparingTo("44.93");
  }

  @Test
  void freesThePartOfTheMarginThatWasBoughtBack() {
    account.take(signal(SignalType.PARTIAL_CLOSE, "s", BTC, "100", 5, "0.4"));
    account.fill(6);

    assertThat(account.position().quantity()).isEqualTo(Quantity.of("6"));
    assertThat(account.position().margin().amount()).isEqualByComparingTo("1200");
  }

  @Test
  void opensNoneUnlessAllowed() {
    account = new TradedStage(configuration(strategy("s", amount("1000"), new Plan().done())));

    OrderDenied denied = account.denied(signal(SignalType.SELL, "s", BTC, "100", 0));

    assertThat(denied.reason()).isEqualTo(DenialReason.SHORT_NOT_ALLOWED);
  }

  @Test
  void closesOnABuySignalAndDoesNotReverse() {
    account.take(signal(SignalType.BUY, "s", BTC, "99", 5));
    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.EXIT);
    account.fill(6);

    assertThat(account.isFlat()).isTrue();
    assertThat(account.latest().exitReason()).isEqualTo(ExitReason.SIGNAL);
  }

  @Test
  void ignoresABuySignalIfToldTo() {
    account = shorted(OppositeSignal.IGNORE);

    assertThat(account.denied(signal(SignalType.BUY, "s", BTC, "99", 5)).reason())
        .isEqualTo(DenialReason.OPPOSITE_SIGNAL_IGNORED);
    account.take(sided(SignalType.BUY, ScanStage.CLOSES_SHORT, 6));

    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.EXIT);
  }

  @Test
  void opensTheOtherSideOnceItIsClosedIfToldToReverse() {
    account = shorted(OppositeSignal.REVERSE);
    SignalRaised buy = signal(SignalType.BUY, "s", BTC, "99", 5);
    account.take(buy);
    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.EXIT);
    assertThat(account.orderCount()).isEqualTo(2);

    account.fill(6);

    PlaceOrder entry = account.lastOrder();
    assertThat(entry.purpose()).isEqualTo(OrderPurpose.ENTRY);
    assertThat(entry.side()).isEqualTo(Side.BUY);
    assertThat(entry.causeId()).isEqualTo(buy.signalId());
    account.fill(7);
    assertThat(account.position().side()).isEqualTo(PositionSide.LONG);
    assertThat(account.take(buy)).as("it was entered on").isEmpty();
  }

  @Test
  void reversesAnEntryThatNeverFilled() {
    account = waiting(OppositeSignal.REVERSE);
    PlaceOrder entry = account.lastOrder();
    account.take(signal(SignalType.BUY, "s", BTC, "99", 5));
    assertThat(account.orderCount()).isEqualTo(1);

    account.take(changed(entry, 2, OrderStatus.CANCELLED, "0", 6));

    assertThat(account.lastOrder().side()).isEqualTo(Side.BUY);
  }

  @Test
  void closesOnExitRulesOfItsOwnSideAlone() {
    OrderDenied denied = account.denied(sided(SignalType.CLOSE, ScanStage.CLOSES_LONG, 5));
    assertThat(denied.reason()).isEqualTo(DenialReason.NO_POSITION);
    assertThat(denied.context()).containsEntry("side", "SHORT");

    account.take(sided(SignalType.CLOSE, ScanStage.CLOSES_SHORT, 6));
    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.EXIT);
  }

  @Test
  void reservesForAShortEntryWhatItMayHoldBack() {
    account = waiting(OppositeSignal.CLOSE);

    // 10 x 100 x 1.01 x 1.0026
    assertThat(reserved()).isEqualByComparingTo("1012.626");
  }

  private BigDecimal reserved() {
    return only(RiskStateChanged.class, account.take(command(Action.RESUME, null, 9)))
        .getLast()
        .reserved()
        .amount();
  }

  private static SignalRaised sided(SignalType type, String key, double seconds) {
    return signal(type, "s", BTC, "99", seconds, null, Map.of(key, 1.0));
  }

  private static TradedStage waiting(OppositeSignal opposite) {
    TradedStage account =
        TradedStage.withShorts(
            strategy("s", amount("1000"), new Plan().stop("2").onOpposite(opposite).done()));
    account.take(signal(SignalType.SELL, "s", BTC, "100", 0));
    return account;
  }

  private static TradedStage shorted(OppositeSignal opposite) {
    TradedStage account = waiting(opposite);
    account.fill(1);
    return account;
  }
}
