package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.scaleIn;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountFixture.Plan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.PositionChanged.Change;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.reason.DenialReason;
import org.junit.jupiter.api.Test;

/** A position of 1,000 USD at 100 that may be entered twice more; at most 5,000 USD in all. */
class ScaleInTest {

  private final TradedStage account = entered(scaleIn("1000", 3));

  @Test
  void addsToThePositionAtTheAverage() {
    SignalRaised more = buy("80", 60);
    account.take(more);
    PlaceOrder second = account.lastOrder();
    PositionChanged increased = TradedStage.lastChange(account.fill(61));

    assertThat(second.purpose()).isEqualTo(OrderPurpose.ENTRY);
    assertThat(second.quantity()).isEqualTo(Quantity.of("12.5"));
    assertThat(second.positionId()).isEqualTo(account.position().id());
    assertThat(second.causeId()).isEqualTo(more.signalId());
    assertThat(increased.change()).isEqualTo(Change.INCREASED);
    assertThat(increased.entryQuantity()).isEqualTo(Quantity.of("22.5"));
    // 2000 / 22.5
    assertThat(increased.entryPrice()).hasToString("88.8888888888888889");
  }

  @Test
  void movesItsLevelsWithTheAverage() {
    account.take(buy("80", 60));
    account.fill(61);

    account.take(trade(BTC, "80.01", 62));
    assertThat(account.orderCount()).isEqualTo(2);
    account.take(trade(BTC, "80", 63));

    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.EXIT);
    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("22.5"));
  }

  @Test
  void countsItsEntries() {
    account.take(buy("99", 60));
    account.fill(61);
    account.take(buy("98", 120));
    account.fill(121);

    OrderDenied denied = account.denied(buy("97", 180));

    assertThat(denied.reason()).isEqualTo(DenialReason.POSITION_ALREADY_OPEN);
    assertThat(denied.context()).containsEntry("entries", "3").containsEntry("maximum", "3");
  }

  @Test
  void addsOnceForOneSignal() {
    SignalRaised more = buy("99", 60);
    account.take(more);

    assertThat(account.take(more)).isEmpty();
  }

  @Test
  void addsNothingWhileAnEntryIsOutOrAnExitIsWanted() {
    account.take(buy("99", 60));
    assertThat(account.denied(buy("99", 61)).reason())
        .isEqualTo(DenialReason.POSITION_ALREADY_OPEN);
    account.fill(62);
    account.take(signal(SignalType.CLOSE, "s", BTC, "99", 63));
    assertThat(account.denied(buy("99", 64)).reason())
        .isEqualTo(DenialReason.POSITION_ALREADY_OPEN);
  }

  @Test
  void staysWithinTheLimitOfOnePosition() {
    TradedStage large = entered(scaleIn("4000", 3));
    large.take(buy("100", 60));

    // half of equity, 9,989.6 less the fee of the first entry, is 4,994.8; 4,000 are in it
    assertThat(large.lastOrder().quantity()).isEqualTo(Quantity.of("9.948"));
  }

  @Test
  void isNotAddedToUnlessConfigured() {
    TradedStage plain = entered(amount("1000"));

    OrderDenied denied = plain.denied(buy("99", 60));

    assertThat(denied.context()).containsEntry("maximum", "1");
  }

  private static SignalRaised buy(String price, double seconds) {
    return signal(SignalType.BUY, "s", BTC, price, seconds);
  }

  private static TradedStage entered(PositionSizing sizing) {
    TradedStage account =
        new TradedStage(configuration(strategy("s", sizing, new Plan().stop("10").done())));
    account.take(buy("100", 0));
    account.fill(1);
    return account;
  }
}
