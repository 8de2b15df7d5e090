package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.GuardedAccount.Limits;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.LimitOrder.Reference;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.PositionChanged;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What may not be entered on a signal may not be put anew either, once a limit was in vain. */
class LimitAnewGuardsTest {

  private static final StrategyDefinition OTHER =
      strategy("other", new Limits().sizing("10", null), exits("50", "90"));

  @Test
  void putsAnewWhatNothingRefuses() {
    var account = account(GuardedAccount.unlimited(), new Limits());
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 0));

    assertThat(order(account.step(inVain(limit, 120))).limitPrice()).hasToString("100");
  }

  @ParameterizedTest
  @EnumSource(
      value = Action.class,
      names = {"PAUSE", "HALT"})
  void staysOutWhileTheAccountMayNotEnter(Action action) {
    var account = account(GuardedAccount.unlimited(), new Limits());
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 0));
    account.step(changed(limit, 1, OrderStatus.CANCEL_PENDING, "0", OrderReason.TIMED_OUT, 120));
    account.step(command(action, null, 121));

    List<Event> ended = account.step(inVain(limit, 122));

    assertThat(only(PlaceOrder.class, ended)).isEmpty();
    assertThat(only(PositionChanged.class, ended).getLast().change())
        .isEqualTo(PositionChanged.Change.ABANDONED);
  }

  @Test
  void staysOutOnceTheAccountHasLostTooMuchToday() {
    var account =
        account(GuardedAccount.account(Limits.of("dailyLossLimitPct", "1")), new Limits());
    account.bought("other", ETH, "100", 0);
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 1));
    account.step(trade(ETH, "89", 60));
    assertThat(account.stage.account().tradingState()).isEqualTo(TradingState.REDUCING);

    assertThat(only(PlaceOrder.class, account.step(inVain(limit, 121)))).isEmpty();
    assertThat(account.stage.livePositions()).hasSize(1);
  }

  @Test
  void staysOutOnceMoreIsLostTodayThanItsStrategyAllows() {
    var account = account(GuardedAccount.unlimited(), Limits.of("dailyLossLimitPct", "1"));
    account.bought("other", ETH, "100", 0);
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 1));
    account.step(trade(ETH, "89", 60));
    assertThat(account.stage.account().tradingState()).isEqualTo(TradingState.ACTIVE);

    OrderDenied denied = denied(account.step(inVain(limit, 121)));

    assertThat(denied.reason()).isEqualTo(DenialReason.DAILY_LOSS_LIMIT);
    assertThat(denied.context()).containsEntry("limit", "strategy");
  }

  @Test
  void measuresTheLossOfTheDayInWhichItIsPutAnew() {
    var account = account(GuardedAccount.unlimited(), Limits.of("dailyLossLimitPct", "1"));
    account.bought("other", ETH, "100", 0);
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 1));
    account.step(trade(ETH, "89", 60));

    assertThat(order(account.step(inVain(limit, 86_400))).clientOrderId()).isNotNull();
  }

  @Test
  void countsAmongTheOrdersOfAMinute() {
    var account =
        account(GuardedAccount.account(Limits.of("maxOrdersPerMinute", "2")), new Limits());
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 0));
    account.bought("other", ETH, "100", 100);
    account.bought("other", SOL, "100", 101);

    OrderDenied denied = denied(account.step(inVain(limit, 121)));

    assertThat(denied.reason()).isEqualTo(DenialReason.ORDER_RATE_LIMIT);
  }

  @Test
  void staysOutAfterTooManyStopLosses() {
    var account =
        account(
            GuardedAccount.account(
                Limits.of("maxStopLosses", "1").with("stopLossWindowMinutes", "10")),
            new Limits());
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 0));
    account.stoppedOut("other", ETH, "49", 60);

    assertThat(denied(account.step(inVain(limit, 121))).reason())
        .isEqualTo(DenialReason.STOP_LOSS_GUARD);
  }

  @Test
  void isNotPutAnewLongAfterItsTime() {
    var account = account(GuardedAccount.unlimited(), new Limits());
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 0));
    Event ended = inVain(limit, 120);

    List<Event> told =
        account.stage.step(
            ended,
            ended
                .eventTime()
                .plus(PositionStageConfiguration.DEFAULT_MAX_DECISION_AGE)
                .plus(Duration.ofMillis(1)));

    assertThat(denied(told).reason()).isEqualTo(DenialReason.STALE_DECISION);
  }

  @Test
  void isNotPutAnewForAStrategyThatIsGone() {
    var account = account(GuardedAccount.unlimited(), new Limits());
    PlaceOrder limit = order(account.buy("limits", BTC, "100", 0));
    var without = new GuardedAccount(GuardedAccount.unlimited(), OTHER);
    without.stage = without.restored(account.stage.state());

    assertThat(denied(without.step(inVain(limit, 120))).reason())
        .isEqualTo(DenialReason.UNKNOWN_STRATEGY);
  }

  private static OrderDenied denied(List<Event> events) {
    assertThat(only(PlaceOrder.class, events)).isEmpty();
    return only(OrderDenied.class, events).getFirst();
  }

  private static Event inVain(PlaceOrder order, double seconds) {
    return changed(order, 9, OrderStatus.CANCELLED, "0", OrderReason.TIMED_OUT, seconds);
  }

  private static GuardedAccount account(RiskLimits limits, Limits ofStrategy) {
    StrategyDefinition plain = strategy("limits", ofStrategy.sizing("10", null), exits("50", "90"));
    StrategyDefinition limited =
        new StrategyDefinition(
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
                new LimitOrder(Reference.CLOSE, BigDecimal.ZERO, true, 2),
                2,
                null,
                null,
                null,
                null,
                null),
            null,
            plain.configurationHash());
    return new GuardedAccount(limits, limited, OTHER);
  }
}
