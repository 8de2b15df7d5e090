package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.bar;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.prediction;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountFixture.Plan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.event.PositionChanged.Change;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.ExitReason;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Exits by plan of 10 BTC, entered at 100 a second after midnight. */
class PlannedExitsTest {

  private TradedStage account = entered(new Plan().stop("2"));

  @Test
  void closesEachLevelsPartOfTheOriginalQuantity() {
    account = entered(tiers());

    account.take(trade(BTC, "102", 5));
    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("3"));
    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.TAKE_PROFIT);
    PositionChanged reduced = TradedStage.lastChange(account.fill(6));
    assertThat(reduced.change()).isEqualTo(Change.REDUCED);
    assertThat(reduced.levelsTaken()).isEqualTo(1);
    assertThat(account.position().status()).isEqualTo(PositionStatus.OPEN);
    assertThat(account.position().nextTarget()).hasToString("Optional[104]");

    account.take(trade(BTC, "104", 7));
    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("3"));
    account.fill(8);
    account.take(trade(BTC, "106.5", 9));
    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("4"));
    account.fill(10);

    assertThat(account.isFlat()).isTrue();
    assertThat(account.latest().ledger().realisedPnl())
        .isEqualTo(account.latest().ledger().cashFlow());
    assertThat(account.orderCount()).isEqualTo(4);
  }

  @Test
  void closesThePartsOfSeveralLevelsThatOnePricePasses() {
    account = entered(tiers());

    account.take(trade(BTC, "105", 5));

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("6"));
  }

  @Test
  void addsALevelThatIsReachedWhileTheOneBeforeIsBeingSold() {
    account = entered(tiers());
    account.take(trade(BTC, "102", 5));
    PlaceOrder first = account.lastOrder();

    account.take(trade(BTC, "104", 6));
    assertThat(account.orderCount()).isEqualTo(2);
    account.fill(first, "102", 7);

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("3"));
    account.fill(8);
    assertThat(account.position().quantity()).isEqualTo(Quantity.of("4"));
    assertThat(account.position().status()).isEqualTo(PositionStatus.OPEN);
  }

  /** The order for the first level traded at second 6, which is heard of after second 8. */
  @Test
  void decidesNoLevelBeforeTheTradeThatReachesIt() {
    account = entered(tiers());
    account.take(trade(BTC, "102", 5));
    PlaceOrder first = account.lastOrder();

    account.take(trade(BTC, "104", 8));
    account.fill(first, "102", 6);

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("3"));
    assertThat(account.lastOrder().eventTime()).isEqualTo(at(8));
  }

  @Test
  void sellsAllWhenTheStopIsHitWhileALevelIsBeingSold() {
    account = entered(tiers());
    account.take(trade(BTC, "102", 5));
    PlaceOrder level = account.lastOrder();

    account.take(trade(BTC, "97", 6));
    assertThat(account.orderCount()).as("one exit order at a time").isEqualTo(2);
    account.fill(level, "102", 7);

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("7"));
    assertThat(reasonOf(level)).isEqualTo(ExitReason.TAKE_PROFIT);
    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.STOP_LOSS);
    assertThat(account.lastOrder().referencePrice()).hasToString("97");
    account.fill(8);
    assertThat(account.isFlat()).isTrue();
    assertThat(account.latest().exitReason()).isEqualTo(ExitReason.STOP_LOSS);
  }

  @Test
  void sellsWhatAnEndedLevelOrderLeftTogetherWithTheStop() {
    account = entered(tiers());
    account.take(trade(BTC, "102", 5));
    PlaceOrder level = account.lastOrder();
    account.take(trade(BTC, "97", 6));

    account.take(changed(level, 1, OrderStatus.CANCELLED, "0", 7));

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void leavesAPartBelowTheVenuesMinimumToTheNextExit() {
    account = entered(new Plan().stop("2").level("2", "0.00001").level("4", "0.5"));

    OrderDenied denied = account.denied(trade(BTC, "102", 5));
    assertThat(denied.reason()).isEqualTo(DenialReason.BELOW_MINIMUM_QUANTITY);
    account.take(trade(BTC, "104", 6));

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void closesARestBelowTheVenuesMinimumWithTheLevel() {
    account = entered(new Plan().stop("2").level("2", "0.99995").level("4", "0.00005"));

    account.take(trade(BTC, "102", 5));

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("10"));
  }

  @Test
  void letsTheOperatorCloseAllWhileALevelIsBeingSold() {
    account = entered(tiers());
    account.take(trade(BTC, "102", 5));
    PlaceOrder level = account.lastOrder();

    assertThat(only(OrderDenied.class, account.take(command(Action.CLOSE, BTC, 6)))).isEmpty();
    account.fill(level, "102", 7);

    assertThat(account.lastOrder().quantity()).isEqualTo(Quantity.of("7"));
    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.MANUAL);
  }

  @Test
  void followsTheBestPrice() {
    account = entered(new Plan().stop("5").trailing("2"));

    account.take(trade(BTC, "110", 5));
    assertThat(account.position().stopPrice()).hasToString("Optional[107.8]");
    account.take(trade(BTC, "108", 6));
    assertThat(account.orderCount()).isEqualTo(1);
    account.take(trade(BTC, "107.8", 7));

    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.TRAILING_STOP);
  }

  @Test
  void stopsAtTheDistanceThatTheSignalTells() {
    account = new TradedStage(configuration(strategy("s", amount("1000"), rangePlan())));
    account.take(signal(SignalType.BUY, "s", BTC, "100", 0, null, Map.of("atr_14", 1.5)));
    account.fill(1);

    account.take(trade(BTC, "97.01", 5));
    assertThat(account.orderCount()).isEqualTo(1);
    account.take(trade(BTC, "97", 6));

    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.STOP_LOSS);
  }

  @Test
  void deniesAnEntryWhoseRangeIsNotTold() {
    account = new TradedStage(configuration(strategy("s", amount("1000"), rangePlan())));

    OrderDenied denied = account.denied(signal(SignalType.BUY, "s", BTC, "100", 0));

    assertThat(denied.reason()).isEqualTo(DenialReason.MISSING_RANGE);
    assertThat(denied.context()).containsEntry("missing", "atr_14");
  }

  @Test
  void stopsAtTheEntryPriceOnceAClosedBarHasGainedEnough() {
    account = entered(new Plan().stop("2").breakEvenAt("1"));

    account.take(trade(BTC, "101.5", 5));
    account.take(trade(BTC, "100", 6));
    assertThat(account.orderCount()).as("no bar has closed").isEqualTo(1);
    account.take(bar(BTC, "101", 60));
    assertThat(account.position().stopPrice()).hasToString("Optional[100]");
    account.take(trade(BTC, "100", 61));

    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.BREAK_EVEN);
  }

  @Test
  void closesAtTheCloseThatTheReturnTableAsksFor() {
    account = entered(new Plan().stop("2").roi(0, "5").roi(2, "1"));

    account.take(bar(BTC, "101.5", 60));
    assertThat(account.orderCount()).isEqualTo(1);
    account.take(bar(BTC, "101", 120));

    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.ROI);
    assertThat(account.lastOrder().eventTime()).isEqualTo(at(120));
    assertThat(account.lastOrder().referencePrice()).hasToString("101");
  }

  /** Hold time counts from the open of the bar of the entry, so that a minute after is enough. */
  @Test
  void closesAfterItsHoldTime() {
    account = entered(new Plan().stop("2").holdFor(2));

    account.take(bar(BTC, "101", 60));
    assertThat(account.orderCount()).isEqualTo(1);
    account.take(bar(BTC, "101", 120));

    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.TIME);
  }

  @Test
  void looksAtNoBarThatIsCorrectedOrClosedBeforeTheEntry() {
    account = entered(new Plan().stop("2").holdFor(1));
    BarsClosed bar = bar(BTC, "101", 60);
    BarsClosed correction =
        new BarsClosed(BTC, bar.closeTime(), bar.bars(), true, bar.observedAt());

    account.take(bar(BTC, "101", 0));
    account.take(correction);
    assertThat(account.orderCount()).isEqualTo(1);
    account.take(bar);

    assertThat(account.orderCount()).isEqualTo(2);
  }

  @Test
  void closesWhenAModelIsSureEnoughOfAReversal() {
    account = entered(new Plan().stop("2").mlExit("0.7"));

    account.take(prediction(BTC, 0.31, 60));
    assertThat(account.orderCount()).isEqualTo(1);
    account.take(prediction(BTC, 0.3, 120));

    assertThat(reasonOf(account.lastOrder())).isEqualTo(ExitReason.ML);
    assertThat(account.lastOrder().causeId()).isEqualTo(prediction(BTC, 0.3, 120).predictionId());
  }

  @Test
  void leavesPredictionsAloneUnlessAskedTo() {
    account.take(prediction(BTC, 0, 60));
    assertThat(account.orderCount()).isEqualTo(1);
  }

  @Test
  void remembersHowFarItWentEitherWayUntilItIsClosed() {
    account.take(trade(BTC, "99", 5));
    account.take(trade(BTC, "103", 6));
    account.take(trade(BTC, "98", 7));
    account.take(trade(BTC, "95", 8));
    PositionChanged closed = TradedStage.lastChange(account.fill(9));

    assertThat(closed.bestPrice()).hasToString("103");
    assertThat(closed.worstPrice()).hasToString("95");
    assertThat(closed.maxFavourable()).isEqualByComparingTo("0.03");
    assertThat(closed.maxAdverse()).isEqualByComparingTo("0.05");
  }

  @Test
  void changesNothingWhenBarsAndPredictionsComeTwice() {
    account = entered(new Plan().stop("2").breakEvenAt("1").holdFor(2).mlExit("0.7"));
    for (Event input :
        List.of(bar(BTC, "101", 60), prediction(BTC, 0.5, 60), bar(BTC, "101", 120))) {
      account.take(input);
      PositionStageState before = account.stage().state();
      assertThat(account.take(input)).isEmpty();
      assertThat(account.stage().state()).isEqualTo(before);
    }
    assertThat(account.orderCount()).isEqualTo(2);
  }

  private static Plan tiers() {
    return new Plan().stop("2").level("2", "0.3").level("4", "0.3").level("6", "0.4");
  }

  private static ExitPlan rangePlan() {
    return new Plan().stopAtr("2").done();
  }

  private static TradedStage entered(Plan plan) {
    TradedStage account =
        new TradedStage(configuration(strategy("s", amount("1000"), plan.done())));
    account.take(signal(SignalType.BUY, "s", BTC, "100", 0));
    assertThat(account.lastOrder().purpose()).isEqualTo(OrderPurpose.ENTRY);
    account.fill(1);
    return account;
  }

  private ExitReason reasonOf(PlaceOrder order) {
    return account.stage().state().orders().stream()
        .filter(one -> one.clientOrderId().equals(order.clientOrderId()))
        .map(PositionOrder::exitReason)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }
}
