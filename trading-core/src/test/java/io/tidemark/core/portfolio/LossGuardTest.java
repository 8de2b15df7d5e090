package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static io.tidemark.core.portfolio.GuardedAccount.account;
import static io.tidemark.core.portfolio.GuardedAccount.unlimited;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.GuardedAccount.Limits;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.reason.DenialReason;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A strategy that holds half of equity, 50 BTC at 100, under limits of the whole account. */
class LossGuardTest {

  private static final double DAY = 86_400;
  private static final StrategyDefinition HALF = strategy("half", percent("50"), ExitPlan.NONE);

  @Test
  void reducesAtTheDailyLossLimitRealisedOrNot() {
    var guarded = holding(Limits.of("dailyLossLimitPct", "3"));

    assertThat(states(guarded.step(trade(BTC, "94.1", 1)))).isEmpty();
    List<RiskStateChanged> told = states(guarded.step(trade(BTC, "94", 2)));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo(TradingState.REDUCING);
    assertThat(told.getFirst().commandId()).isNull();
    assertThat(told.getFirst().reason())
        .isEqualTo(
            "Daily loss limit: equity fell from 10000 USD to 9700 USD, by 300; at most 300 (3 %)"
                + " may be lost; trading goes on with the next UTC day, or resume");
    OrderDenied denied = guarded.denied("half", ETH, "100", 3);
    assertThat(denied.reason()).isEqualTo(DenialReason.DAILY_LOSS_LIMIT);
    assertThat(denied.context()).containsEntry("limit", "account").containsEntry("loss", "300");
  }

  @Test
  void staysReducedForTheDayThoughTheLossIsMadeUp() {
    var guarded = holding(Limits.of("dailyLossLimitPct", "3"));
    guarded.step(trade(BTC, "94", 2));
    guarded.step(trade(BTC, "110", 3));

    OrderDenied denied = guarded.denied("half", ETH, "100", 4);

    assertThat(denied.reason()).isEqualTo(DenialReason.REDUCING);
    assertThat(denied.context().get("since")).startsWith("Daily loss limit");
  }

  @Test
  void tradesOnWithTheNextDay() {
    var guarded = holding(Limits.of("dailyLossLimitPct", "3"));
    guarded.step(trade(BTC, "94", 2));

    List<RiskStateChanged> told = states(guarded.step(trade(BTC, "93.9", DAY)));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo(TradingState.ACTIVE);
    // the day began with 9,700, of which 9,695 are left
    assertThat(only(PlaceOrder.class, guarded.buy("half", ETH, "100", DAY + 1))).hasSize(1);
  }

  @Test
  void leavesWhatTheOperatorPausedPaused() {
    var guarded = holding(Limits.of("dailyLossLimitPct", "3"));
    guarded.step(trade(BTC, "94", 2));
    guarded.step(command(Action.PAUSE, null, 3));

    assertThat(states(guarded.step(trade(BTC, "94", DAY)))).isEmpty();
    assertThat(guarded.stage.account().tradingState()).isEqualTo(TradingState.REDUCING);
  }

  @Test
  void leavesADrawdownToTheOperator() {
    var guarded = holding(Limits.of("maxDrawdownPct", "10"));
    guarded.step(trade(BTC, "120", 1));
    assertThat(states(guarded.step(trade(BTC, "98.1", 2)))).isEmpty();

    // 11,000 at the peak, 9,900 now
    assertThat(states(guarded.step(trade(BTC, "98", 3))))
        .singleElement()
        .satisfies(told -> assertThat(told.state()).isEqualTo(TradingState.REDUCING))
        .satisfies(told -> assertThat(told.reason()).startsWith("Maximum drawdown"));
    assertThat(guarded.denied("half", ETH, "100", DAY + 1).reason())
        .isEqualTo(DenialReason.MAX_DRAWDOWN);
  }

  @Test
  void measuresAnewFromWhereTheOperatorResumes() {
    var guarded = holding(Limits.of("maxDrawdownPct", "10"));
    guarded.step(trade(BTC, "79", 1));
    ControlCommand resume = command(Action.RESUME, null, 2);

    List<RiskStateChanged> told = states(guarded.step(resume));

    assertThat(told).hasSize(1);
    assertThat(told.getFirst().state()).isEqualTo(TradingState.ACTIVE);
    assertThat(told.getFirst().commandId()).isEqualTo(resume.commandId());
    assertThat(told.getFirst().commandObservedAt()).isEqualTo(resume.observedAt());
    // 8,950 is the peak now, so 8,055 reduces again
    assertThat(states(guarded.step(trade(BTC, "61.2", 3)))).isEmpty();
    assertThat(states(guarded.step(trade(BTC, "61.1", 4)))).hasSize(1);
  }

  @Test
  void reducesAgainWhenAPauseIsLiftedOverABreach() {
    var guarded = holding(Limits.of("dailyLossLimitPct", "3"));
    guarded.step(command(Action.PAUSE, null, 1));
    assertThat(states(guarded.step(trade(BTC, "90", 2)))).isEmpty();

    assertThat(states(guarded.step(command(Action.RESUME, null, 3))))
        .extracting(RiskStateChanged::state)
        .containsExactly(TradingState.ACTIVE, TradingState.REDUCING);
  }

  @Test
  void acknowledgesEveryCommandOnAState() {
    var guarded = holding(new Limits());
    for (Action action : List.of(Action.PAUSE, Action.HALT, Action.RESUME)) {
      ControlCommand command = command(action, null, 1);

      assertThat(states(guarded.step(command)))
          .singleElement()
          .satisfies(told -> assertThat(told.commandId()).isEqualTo(command.commandId()));
    }
  }

  @Test
  void holdsAStrategyToItsTighterLossAlone() {
    StrategyDefinition careful =
        strategy("a", Limits.of("dailyLossLimitPct", "1").sizing("10", null), ExitPlan.NONE);
    var guarded = new GuardedAccount(account(Limits.of("dailyLossLimitPct", "5")), careful, HALF);
    guarded.bought("half", BTC, "100", 0);
    assertThat(states(guarded.step(trade(BTC, "98", 1)))).isEmpty();

    OrderDenied denied = guarded.denied("a", ETH, "100", 2);

    assertThat(denied.reason()).isEqualTo(DenialReason.DAILY_LOSS_LIMIT);
    assertThat(denied.context())
        .containsEntry("limit", "strategy")
        .containsEntry("maximumPct", "1");
    assertThat(only(PlaceOrder.class, guarded.buy("half", SOL, "100", 3))).hasSize(1);
  }

  @Test
  void shrinksSizesInADrawdown() {
    Limits limits = Limits.of("maxDrawdownPct", "20").with("drawdownFactor", "0.5");
    var guarded = holding(limits);
    // equity 9,000 is half the way to 8,000, so three quarters of half of it
    guarded.step(trade(BTC, "80", 1));

    assertThat(AccountFixture.order(guarded.buy("half", ETH, "100", 2)).quantity())
        .hasToString("33.75");
  }

  @Test
  void countsTheTradeThatALateFillReopensOnce() {
    var guarded = new GuardedAccount(unlimited(), HALF);
    PlaceOrder entry = AccountFixture.order(guarded.buy("half", BTC, "100", 0));
    guarded.step(fill(entry, "e1", "40", "100", "0", 1));
    guarded.step(changed(entry, 2, OrderStatus.CANCELLED, "40", 2));
    guarded.closed("half", BTC, "99", 3);
    assertThat(guarded.stage.riskMarks().trades())
        .hasSize(2)
        .allSatisfy(each -> assertThat(each.trades()).isEqualTo(1))
        .allSatisfy(each -> assertThat(each.lost().amount()).isEqualByComparingTo("-40"))
        .allSatisfy(each -> assertThat(each.lastLossAt()).isEqualTo(at(3)));

    List<Event> late = guarded.step(fill(entry, "e2", "10", "100", "0", 4));
    assertThat(guarded.stage.riskMarks().trades())
        .allSatisfy(each -> assertThat(each.trades()).isZero())
        .allSatisfy(each -> assertThat(each.lost().amount()).isZero());
    guarded.filled(AccountFixture.order(late), "98", 5);

    assertThat(guarded.stage.riskMarks().trades())
        .allSatisfy(each -> assertThat(each.trades()).isEqualTo(1))
        .allSatisfy(each -> assertThat(each.lost().amount()).isEqualByComparingTo("-60"));
  }

  private static GuardedAccount holding(Limits limits) {
    var guarded = new GuardedAccount(account(limits), HALF);
    guarded.bought("half", BTC, "100", 0);
    return guarded;
  }

  private static List<RiskStateChanged> states(List<Event> events) {
    return only(RiskStateChanged.class, events);
  }
}
