package io.tidemark.operator.thought;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.TradingState;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.RiskStateChanged;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import io.tidemark.model.event.StrategyDecision;
import io.tidemark.model.event.StrategyDecision.Outcome;
import io.tidemark.model.reason.BlockReason;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.model.reason.OrderReason;
import io.tidemark.operator.thought.Thought.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NarratorTest {

  private static final InstrumentId BTC = InstrumentId.of("kraken", "BTC/USD");
  private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");
  private static final UUID ORDER = Ids.of("order", "1");

  private final Narrator narrator = new Narrator(new RunIdentity("run", "main"));

  @Test
  void tellsABlockOnceUntilItsReasonIsAnother() {
    assertThat(told(scan(0, BlockReason.STALE_DATA)))
        .containsExactly("s waits on BTC/USD 1m: stale data (3 minutes old).");
    assertThat(told(scan(1, BlockReason.STALE_DATA))).isEmpty();
    assertThat(told(scan(2, null))).isEmpty();
    assertThat(told(scan(3, BlockReason.INCOMPLETE_BAR))).hasSize(1);
  }

  @Test
  void tellsASignalWithItsReasonAndHowSureItIs() {
    SignalRaised signal =
        new SignalRaised(
            Ids.of("signal", "1"),
            "run",
            BTC,
            "s",
            Timeframe.M5,
            SignalType.BUY,
            SignalSource.TECHNICAL,
            0.83,
            0.5,
            "rsi(14) < 30.",
            null,
            Price.of("100.10"),
            List.of(Ids.of("decision", "1")),
            Map.of(),
            "hash",
            AT,
            AT);

    assertThat(told(signal))
        .containsExactly("s says buy BTC/USD at 100.1 on 5m, 83 % sure: rsi(14) < 30.");
    assertThat(narrator.tell(signal).getFirst().subjects())
        .containsEntry("decisionId", Ids.of("decision", "1").toString());
  }

  @Test
  void tellsADenialWithItsNumbers() {
    assertThat(
            told(
                new OrderDenied(
                    Ids.of("denial", "1"),
                    "run",
                    "main",
                    BTC,
                    "s",
                    Ids.of("signal", "1"),
                    DenialReason.MAX_OPEN_POSITIONS,
                    Map.of("open", "5", "maximum", "5"),
                    AT,
                    AT)))
        .containsExactly("No order in BTC/USD for s: max open positions (maximum 5, open 5).");
  }

  @Test
  void tellsFillsAndTheTroublesOfOrdersOnly() {
    assertThat(
            told(
                new OrderFilled(
                    Ids.of("fill", "1"),
                    "v",
                    ORDER,
                    "run",
                    "main",
                    BTC,
                    Side.SELL,
                    Price.of("101"),
                    Quantity.of("0.5"),
                    Money.of("0.13", "USD"),
                    Liquidity.TAKER,
                    AT,
                    AT)))
        .containsExactly("Sold 0.5 BTC/USD at 101 for a fee of 0.13 USD.");
    assertThat(told(order(OrderStatus.ACCEPTED, null))).isEmpty();
    assertThat(told(order(OrderStatus.CANCELLED, OrderReason.REQUESTED))).isEmpty();
    Thought unknown =
        narrator.tell(order(OrderStatus.UNKNOWN, OrderReason.AMBIGUOUS_ANSWER)).getFirst();
    assertThat(unknown.severity()).isEqualTo(Severity.ALERT);
    assertThat(unknown.sentence())
        .isEqualTo(
            "The order to buy 1 BTC/USD may or may not be at the venue, which is being asked:"
                + " ambiguous answer; 0 of it has traded.");
  }

  @Test
  void tellsAnAccountsStateWhenItChangesAndWhenItAnswersACommand() {
    assertThat(told(risk(TradingState.HALTED, null)))
        .containsExactly("Account main is halted, with 2 open: enough.");
    assertThat(told(risk(TradingState.HALTED, null))).isEmpty();
    assertThat(told(risk(TradingState.HALTED, Ids.of("command", "1")))).hasSize(1);
  }

  @Test
  void tellsNothingOfAnotherRun() {
    Narrator other = new Narrator(new RunIdentity("another", "main"));

    assertThat(other.tell(risk(TradingState.HALTED, null))).isEmpty();
    assertThat(other.tell(scan(0, BlockReason.STALE_DATA))).isEmpty();
  }

  @Test
  void tellsCommandsToItsAccountOnly() {
    assertThat(told(command("main"))).containsExactly("HALT was asked for by rest: enough.");
    assertThat(told(command(null))).hasSize(1);
    assertThat(told(command("another"))).isEmpty();
  }

  private static ControlCommand command(@Nullable String account) {
    return new ControlCommand(
        Ids.of("command", account == null ? "all" : account),
        ControlCommand.Action.HALT,
        account,
        null,
        null,
        null,
        null,
        "rest",
        "enough.",
        AT,
        AT);
  }

  private List<String> told(Event event) {
    return narrator.tell(event).stream().map(Thought::sentence).toList();
  }

  private static ScanDecided scan(int minute, @Nullable BlockReason block) {
    return new ScanDecided(
        BTC,
        "run",
        AT.plusSeconds(60L * minute),
        List.of(
            new StrategyDecision(
                Ids.of("decision", minute),
                "s",
                Timeframe.M1,
                block == null ? Outcome.HOLD : Outcome.BLOCKED,
                null,
                0,
                0,
                block,
                List.of("3 minutes old"),
                Map.of(),
                "hash",
                null)),
        AT);
  }

  private static OrderChanged order(OrderStatus status, @Nullable OrderReason reason) {
    return new OrderChanged(
        ORDER,
        "run",
        "main",
        BTC,
        2,
        status,
        null,
        Side.BUY,
        Quantity.of("1"),
        Quantity.ZERO,
        null,
        reason,
        null,
        AT,
        AT);
  }

  private static RiskStateChanged risk(TradingState state, @Nullable UUID command) {
    return new RiskStateChanged(
        "run",
        "main",
        state,
        Money.of("1", "USD"),
        Money.zero("USD"),
        Money.zero("USD"),
        Money.zero("USD"),
        2,
        "enough",
        command,
        command == null ? null : AT,
        AT,
        AT);
  }
}
