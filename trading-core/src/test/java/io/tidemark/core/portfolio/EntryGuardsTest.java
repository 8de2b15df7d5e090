package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.GuardedAccount.account;
import static io.tidemark.core.portfolio.GuardedAccount.unlimited;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.GuardedAccount.Limits;
import io.tidemark.core.risk.Correlation;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.DenialReason;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Each guard at its edge, of the account and of a strategy. */
class EntryGuardsTest {

  private static final double MINUTE = 60;
  private static final double DAY = 86_400;
  private static final StrategyDefinition PLAIN = strategy("a", percent("10"), exits("2", "50"));
  private static final StrategyDefinition OTHER = strategy("b", percent("10"), exits("2", "50"));

  @Test
  void stopsALossStreakUntilTheNextDay() {
    var guarded = new GuardedAccount(account(Limits.of("maxConsecutiveLosses", "2")), PLAIN, OTHER);
    guarded.roundTrip("a", BTC, "99", 0);
    guarded.roundTrip("b", ETH, "99", 10);

    OrderDenied denied = guarded.denied("a", SOL, "100", DAY - 1);

    assertThat(denied.reason()).isEqualTo(DenialReason.LOSS_STREAK);
    assertThat(denied.context())
        .containsEntry("limit", "account")
        .containsEntry("losses", "2")
        .containsEntry("maximum", "2")
        .containsEntry("until", "2026-03-02T00:00:00Z");
    assertPlaced(guarded.buy("a", SOL, "100", DAY));
  }

  @Test
  void countsAStreakFromTheLastWinner() {
    var guarded = new GuardedAccount(account(Limits.of("maxConsecutiveLosses", "2")), PLAIN);
    guarded.roundTrip("a", BTC, "99", 0);
    guarded.roundTrip("a", BTC, "101", 10);
    guarded.roundTrip("a", BTC, "99", 20);

    assertPlaced(guarded.buy("a", BTC, "100", 30));
  }

  @Test
  void goesOnWithAStreakOnTheNextDay() {
    var guarded = new GuardedAccount(account(Limits.of("maxConsecutiveLosses", "2")), PLAIN);
    guarded.roundTrip("a", BTC, "99", 0);
    guarded.roundTrip("a", BTC, "99", 10);
    guarded.roundTrip("a", BTC, "99", DAY);

    assertThat(guarded.denied("a", BTC, "100", DAY + 1).context()).containsEntry("losses", "3");
  }

  @Test
  void holdsAStrategyToItsOwnStreak() {
    StrategyDefinition careful =
        strategy("a", Limits.of("maxConsecutiveLosses", "1").sizing("10", null), exits("2", "50"));
    var guarded = new GuardedAccount(unlimited(), careful, OTHER);
    guarded.roundTrip("b", BTC, "99", 0);
    guarded.roundTrip("a", BTC, "99", 10);

    OrderDenied denied = guarded.denied("a", ETH, "100", 20);

    assertThat(denied.reason()).isEqualTo(DenialReason.LOSS_STREAK);
    assertThat(denied.context()).containsEntry("limit", "strategy").containsEntry("losses", "1");
    assertPlaced(guarded.buy("b", ETH, "100", 20));
  }

  @Test
  void waitsUntilAStopLossHasLeftTheWindow() {
    Limits limits = Limits.of("maxStopLosses", "2").with("stopLossWindowMinutes", "10");
    var guarded = new GuardedAccount(account(limits), PLAIN);
    guarded.stoppedOut("a", BTC, "97", 0);
    guarded.roundTrip("a", BTC, "99", 60);
    assertPlaced(guarded.buy("a", SOL, "100", 61));
    guarded.stoppedOut("a", BTC, "97", 120);

    OrderDenied denied = guarded.denied("a", ETH, "100", 10 * MINUTE);

    assertThat(denied.reason()).isEqualTo(DenialReason.STOP_LOSS_GUARD);
    assertThat(denied.context())
        .containsEntry("stopLosses", "2")
        .containsEntry("until", "2026-03-01T00:10:00.500Z");
    assertPlaced(guarded.buy("a", ETH, "100", 10 * MINUTE + 0.5));
  }

  @Test
  void coolsAnInstrumentDownForAllStrategies() {
    var guarded = new GuardedAccount(account(new Limits(), 5), PLAIN, OTHER);
    guarded.roundTrip("a", BTC, "101", 0);

    OrderDenied denied = guarded.denied("b", BTC, "100", 5 * MINUTE - 0.001);

    assertThat(denied.reason()).isEqualTo(DenialReason.COOLDOWN);
    assertThat(denied.context())
        .containsEntry("limit", "account")
        .containsEntry("exitedAt", "2026-03-01T00:00:00Z")
        .containsEntry("until", "2026-03-01T00:05:00Z");
    assertPlaced(guarded.buy("b", ETH, "100", 10));
    assertPlaced(guarded.buy("b", BTC, "100", 5 * MINUTE));
  }

  @Test
  void coolsAStrategyDownInItsInstrumentAlone() {
    StrategyDefinition careful = strategy("a", new Limits().sizing("10", 5), exits("2", "50"));
    var guarded = new GuardedAccount(unlimited(), careful, OTHER);
    guarded.roundTrip("b", BTC, "101", 0);
    guarded.roundTrip("a", BTC, "101", 1);

    assertThat(guarded.denied("a", BTC, "100", 60).context()).containsEntry("limit", "strategy");
    assertPlaced(guarded.buy("b", BTC, "100", 60));
    assertPlaced(guarded.buy("a", ETH, "100", 60));
  }

  @Test
  void coolsASetupDown() {
    var guarded = new GuardedAccount(account(Limits.of("setupCooldownMinutes", "5")), PLAIN, OTHER);
    guarded.roundTrip("a", BTC, "101", 0);

    OrderDenied denied = guarded.denied("a", BTC, "100", 5 * MINUTE - 0.001);

    assertThat(denied.reason()).isEqualTo(DenialReason.SETUP_COOLDOWN);
    assertPlaced(guarded.buy("b", BTC, "100", 60));
    assertPlaced(guarded.buy("a", ETH, "100", 60));
  }

  @Test
  void limitsOrdersAMinute() {
    var guarded = new GuardedAccount(account(Limits.of("maxOrdersPerMinute", "3")), PLAIN);
    guarded.roundTrip("a", BTC, "101", 0);
    guarded.bought("a", BTC, "100", 30);

    OrderDenied denied = guarded.denied("a", ETH, "100", 59.999);

    assertThat(denied.reason()).isEqualTo(DenialReason.ORDER_RATE_LIMIT);
    assertThat(denied.context()).containsEntry("orders", "3").containsEntry("maximum", "3");
    assertPlaced(guarded.buy("a", ETH, "100", 60));
  }

  @Test
  void neverHoldsAnExitBack() {
    var guarded = new GuardedAccount(account(Limits.of("maxOrdersPerMinute", "1")), PLAIN);

    guarded.stoppedOut("a", BTC, "97", 0);

    assertThat(guarded.stage.livePositions()).isEmpty();
  }

  @Test
  void judgesRuinFromEnoughTradesOn() {
    var guarded = new GuardedAccount(account(Limits.of("maxRiskOfRuin", "0.5")), PLAIN);
    for (int i = 0; i < 29; i++) {
      guarded.roundTrip("a", BTC, i % 2 == 0 ? "99" : "100.5", i);
    }
    guarded.roundTrip("a", BTC, "99", 29);

    OrderDenied denied = guarded.denied("a", BTC, "100", 30);

    assertThat(denied.reason()).isEqualTo(DenialReason.RISK_OF_RUIN);
    assertThat(denied.context())
        .containsEntry("riskOfRuin", "1.0")
        .containsEntry("trades", "30")
        .containsEntry("maximum", "0.5")
        .containsKeys("meanResult", "variance", "ruinousLoss");
  }

  @Test
  void letsAnEdgeTradeOn() {
    var guarded = new GuardedAccount(account(Limits.of("maxRiskOfRuin", "0.01")), PLAIN);
    for (int i = 0; i < 40; i++) {
      guarded.roundTrip("a", BTC, i % 2 == 0 ? "99" : "102", i);
    }

    assertPlaced(guarded.buy("a", BTC, "100", 60));
  }

  @Test
  void refusesWhatMovesLikeWhatIsHeld() {
    var guarded = new GuardedAccount(account(Limits.of("maxCorrelation", "0.8")), PLAIN);
    Random random = new Random(7);
    for (int minute = 0; minute < 30; minute++) {
      int price = 10_000 + random.nextInt(200);
      guarded.closes(BTC, minute, Integer.toString(price));
      guarded.closes(ETH, minute, Integer.toString(2 * price + random.nextInt(5)));
      guarded.closes(SOL, minute, Integer.toString(10_000 + random.nextInt(200)));
    }
    guarded.bought("a", BTC, "100", 31 * MINUTE);

    OrderDenied denied = guarded.denied("a", ETH, "100", 31 * MINUTE);

    assertThat(denied.reason()).isEqualTo(DenialReason.CORRELATION_LIMIT);
    assertThat(denied.context())
        .containsEntry("held", BTC.key())
        .containsEntry("returns", "29")
        .containsEntry("maximum", "0.8");
    assertThat(Double.parseDouble(denied.context().getOrDefault("correlation", "")))
        .isGreaterThan(0.9);
    assertPlaced(guarded.buy("a", SOL, "100", 31 * MINUTE));
  }

  @Test
  void refusesWhatItCannotCompare() {
    var guarded = new GuardedAccount(account(Limits.of("maxCorrelation", "1")), PLAIN);
    Random random = new Random(8);
    closes(guarded, random, 0, Correlation.MINIMUM_RETURNS);
    guarded.bought("a", BTC, "100", 40 * MINUTE);

    OrderDenied denied = guarded.denied("a", ETH, "100", 40 * MINUTE);

    assertThat(denied.reason()).isEqualTo(DenialReason.CORRELATION_LIMIT);
    assertThat(denied.context())
        .containsEntry("correlation", "not known")
        .containsEntry("returns", "19")
        .containsEntry("returnsNeeded", "20");
    closes(guarded, random, Correlation.MINIMUM_RETURNS, 1);
    assertPlaced(guarded.buy("a", ETH, "100", 41 * MINUTE));
  }

  private static void closes(GuardedAccount guarded, Random random, int from, int count) {
    for (int minute = from; minute < from + count; minute++) {
      for (InstrumentId instrument : List.of(BTC, ETH)) {
        guarded.closes(instrument, minute, Integer.toString(1000 + random.nextInt(50)));
      }
    }
  }

  @Test
  void keepsNoClosesWhereNoCorrelationIsLimited() {
    var guarded = new GuardedAccount(unlimited(), PLAIN);

    guarded.closes(BTC, 1, "100");

    assertThat(guarded.stage.closes(BTC).closes()).isEmpty();
  }

  @Test
  void leavesRoomForTheExposureThatIsAllowed() {
    var guarded =
        new GuardedAccount(
            account(Limits.of("maxExposurePct", "25")),
            PLAIN,
            strategy("big", percent("20"), ExitPlan.NONE),
            strategy("fixed", amount("1000"), ExitPlan.NONE));
    guarded.bought("big", BTC, "100", 0);
    // 2500 less 2000
    assertThat(placed(guarded.buy("fixed", ETH, "100", 1)).quantity()).hasToString("5");

    OrderDenied denied = guarded.denied("a", SOL, "100", 2);

    assertThat(denied.reason()).isEqualTo(DenialReason.EXPOSURE_LIMIT);
    assertThat(denied.context()).containsEntry("account.exposureRoom", "0");
  }

  @Test
  void leavesAStrategyTheExposureThatIsItsOwn() {
    StrategyDefinition careful =
        strategy("a", Limits.of("maxExposurePct", "15").sizing("10", null), ExitPlan.NONE);
    var guarded = new GuardedAccount(unlimited(), careful, OTHER);
    guarded.bought("b", SOL, "100", 0);
    guarded.bought("a", BTC, "100", 0);

    assertThat(placed(guarded.buy("a", ETH, "100", 1)).quantity()).hasToString("5");
  }

  private static void assertPlaced(List<Event> events) {
    assertThat(only(PlaceOrder.class, events)).as("%s", events).hasSize(1);
  }

  private static PlaceOrder placed(List<Event> events) {
    assertPlaced(events);
    return AccountFixture.order(events);
  }
}
