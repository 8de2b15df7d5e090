package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.allowNext;
import static io.tidemark.core.portfolio.AccountFixture.at;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.sizeScale;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static io.tidemark.core.portfolio.GuardedAccount.account;
import static io.tidemark.core.portfolio.GuardedAccount.unlimited;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.GuardedAccount.Limits;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Quantity;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One entry let past a pause, and sizes multiplied by the operator, of 10 % of 10,000 each. */
class OperatorControlsTest {

  private static final StrategyDefinition TEN = strategy("ten", percent("10"), ExitPlan.NONE);

  private final GuardedAccount guarded = new GuardedAccount(unlimited(), TEN);

  @Test
  void letsOneEntryPassAPauseAndNoOther() {
    guarded.step(command(Action.PAUSE, null, 1));
    ControlCommand allow = allowNext(null, 2, 600);

    List<Event> answer = guarded.step(allow);
    List<Event> first = guarded.buy("ten", BTC, "100", 3);

    assertThat(told(answer)).extracting(RiskStateChanged::commandId).contains(allow.commandId());
    assertThat(told(answer).getFirst().reason())
        .isEqualTo("One entry may pass until 2026-03-01T00:10:00Z: ALLOW_NEXT by test: because");
    assertThat(orders(first)).hasSize(1);
    assertThat(told(first))
        .singleElement()
        .satisfies(state -> assertThat(state.state()).isEqualTo(TradingState.REDUCING))
        .satisfies(
            state ->
                assertThat(state.reason())
                    .isEqualTo(
                        "The entry in BTC/USD that was allowed has passed; entries are paused"
                            + " again"));
    assertThat(guarded.denied("ten", ETH, "100", 4).reason()).isEqualTo(DenialReason.REDUCING);
  }

  @Test
  void keepsWhatIsAllowedThroughARefusalByAnotherGate() {
    guarded.bought("ten", BTC, "100", 0);
    guarded.step(command(Action.PAUSE, null, 1));
    guarded.step(allowNext(null, 2, 600));

    // POSITION_ALREADY_OPEN does not use it up
    assertThat(guarded.denied("ten", BTC, "100", 3).reason())
        .isEqualTo(DenialReason.POSITION_ALREADY_OPEN);
    assertThat(orders(guarded.buy("ten", ETH, "100", 4))).hasSize(1);
  }

  @Test
  void lapsesAfterItsTime() {
    guarded.step(command(Action.PAUSE, null, 1));
    guarded.step(allowNext(null, 2, 60));

    OrderDenied late = guarded.denied("ten", BTC, "100", 60.001);

    assertThat(late.reason()).isEqualTo(DenialReason.REDUCING);
    assertThat(late.context()).containsEntry("allowedUntil", at(60).toString());
    assertThat(orders(guarded.buy("ten", BTC, "100", 60))).as("at the last moment").hasSize(1);
  }

  @Test
  void allowsOnceHoweverOftenTheSameCommandComes() {
    guarded.step(command(Action.PAUSE, null, 1));
    ControlCommand allow = allowNext(null, 2, 600);
    guarded.step(allow);
    guarded.step(allow);
    guarded.buy("ten", BTC, "100", 3);
    guarded.step(allow);

    assertThat(guarded.denied("ten", ETH, "100", 4).reason()).isEqualTo(DenialReason.REDUCING);
  }

  @Test
  void neverPassesAHalt() {
    guarded.step(command(Action.PAUSE, null, 1));
    guarded.step(allowNext(null, 2, 600));
    guarded.step(command(Action.HALT, null, 3));
    assertThat(guarded.denied("ten", BTC, "100", 4).reason()).isEqualTo(DenialReason.HALTED);

    List<RiskStateChanged> answer = told(guarded.step(allowNext(null, 5, 600)));

    assertThat(answer.getFirst().reason())
        .startsWith("Nothing is allowed, as the account is HALTED (HALT by test");
    assertThat(guarded.denied("ten", BTC, "100", 6).reason()).isEqualTo(DenialReason.HALTED);
  }

  @Test
  void leavesAHaltToTheOperator() {
    guarded.step(command(Action.HALT, null, 1));

    List<RiskStateChanged> answer = told(guarded.step(unexplained(2)));

    assertThat(answer.getFirst().state()).isEqualTo(TradingState.HALTED);
    assertThat(answer.getFirst().reason())
        .startsWith("The account stays halted, which is more than a pause");
    guarded.step(command(Action.PAUSE, null, 3));
    assertThat(guarded.stage.account().tradingState()).isEqualTo(TradingState.REDUCING);
  }

  private static ControlCommand unexplained(double seconds) {
    ControlCommand pause = command(Action.PAUSE, null, seconds);
    return new ControlCommand(
        pause.commandId(),
        pause.action(),
        pause.account(),
        null,
        null,
        null,
        null,
        ControlCommand.RECONCILIATION,
        "its books cannot be explained",
        pause.eventTime(),
        pause.observedAt());
  }

  @Test
  void neverPassesTheDailyLossLimitNorWhatItHasReduced() {
    StrategyDefinition half = strategy("half", percent("50"), ExitPlan.NONE);
    var limited = new GuardedAccount(account(Limits.of("dailyLossLimitPct", "3")), half);
    limited.bought("half", BTC, "100", 0);
    limited.step(command(Action.PAUSE, null, 1));
    limited.step(allowNext(null, 2, 600));
    // 50 BTC lose 6 each: 300 of 10,000
    limited.step(trade(BTC, "94", 3));
    assertThat(limited.denied("half", ETH, "100", 4).reason())
        .isEqualTo(DenialReason.DAILY_LOSS_LIMIT);

    // resumed over the breach, the limit itself reduces: the next is not the operator's pause
    limited.step(command(Action.RESUME, null, 5));
    List<RiskStateChanged> answer = told(limited.step(allowNext(null, 6, 600)));

    assertThat(answer.getFirst().reason())
        .startsWith("Nothing is allowed, as the account is REDUCING (Daily loss limit");
    limited.step(trade(BTC, "110", 7));
    assertThat(limited.denied("half", ETH, "100", 8).reason()).isEqualTo(DenialReason.REDUCING);
  }

  @Test
  void allowsNothingWhereNothingIsPaused() {
    List<RiskStateChanged> answer = told(guarded.step(allowNext(null, 1, 600)));

    assertThat(answer.getFirst().reason())
        .isEqualTo("Nothing is allowed, since nothing is paused: ALLOW_NEXT by test: because");
    guarded.step(command(Action.PAUSE, null, 2));
    assertThat(guarded.denied("ten", BTC, "100", 3).reason()).isEqualTo(DenialReason.REDUCING);
  }

  @Test
  void forgetsWhatWasAllowedWhenTheOperatorPausesAnew() {
    guarded.step(command(Action.PAUSE, null, 1));
    guarded.step(allowNext(null, 2, 600));
    guarded.step(command(Action.PAUSE, null, 3));

    assertThat(guarded.denied("ten", BTC, "100", 4).reason()).isEqualTo(DenialReason.REDUCING);
  }

  @Test
  void letsAnEntryPassInThePausedInstrumentThatIsNamed() {
    guarded.step(command(Action.PAUSE, BTC, 1));
    guarded.step(command(Action.PAUSE, ETH, 1));
    guarded.step(allowNext(ETH, 2, 600));

    assertThat(guarded.denied("ten", BTC, "100", 3).reason()).isEqualTo(DenialReason.REDUCING);
    assertThat(orders(guarded.buy("ten", SOL, "100", 4))).as("not paused").hasSize(1);
    assertThat(orders(guarded.buy("ten", ETH, "100", 5))).as("allowed").hasSize(1);
  }

  @Test
  void multipliesTheSizeOfEveryEntryFromThenOn() {
    ControlCommand scale = sizeScale("0.25", 1);
    List<RiskStateChanged> answer = told(guarded.step(scale));

    assertThat(answer).extracting(RiskStateChanged::commandId).containsExactly(scale.commandId());
    assertThat(answer.getFirst().reason())
        .isEqualTo("Sizes are multiplied by 0.25 from now on: SIZE_SCALE by test: because");
    assertThat(guarded.stage.account().controls().sizeScale()).isEqualTo(new BigDecimal("0.25"));
    // 10 % of 10,000 at 100 are 10, a quarter of which is bought
    assertThat(orders(guarded.buy("ten", BTC, "100", 2)).getFirst().quantity())
        .isEqualTo(Quantity.of("2.5"));
    guarded.step(command(Action.PAUSE, null, 3));
    guarded.step(command(Action.RESUME, null, 4));
    assertThat(orders(guarded.buy("ten", ETH, "100", 5)).getFirst().quantity())
        .as("it outlives pauses")
        .isEqualTo(Quantity.of("2.5"));
    guarded.step(sizeScale("1", 6));
    assertThat(orders(guarded.buy("ten", SOL, "100", 7)).getFirst().quantity())
        .isEqualTo(Quantity.of("10"));
  }

  @Test
  void entersNothingAtAScaleOfZero() {
    guarded.step(sizeScale("0", 1));

    OrderDenied denied = guarded.denied("ten", BTC, "100", 2);

    assertThat(denied.reason()).isEqualTo(DenialReason.BELOW_MINIMUM_QUANTITY);
    assertThat(denied.context()).containsEntry("sizeScale", "0").containsEntry("asked", "1000");
  }

  private static List<RiskStateChanged> told(List<Event> events) {
    return only(RiskStateChanged.class, events);
  }

  private static List<PlaceOrder> orders(List<Event> events) {
    return only(PlaceOrder.class, events);
  }
}
