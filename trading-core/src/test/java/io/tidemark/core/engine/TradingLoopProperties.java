package io.tidemark.core.engine;

import static io.tidemark.core.engine.EngineFixture.BTC;
import static io.tidemark.core.engine.EngineFixture.RULES;
import static io.tidemark.core.engine.EngineFixture.at;
import static io.tidemark.core.engine.EngineFixture.execution;
import static io.tidemark.core.engine.EngineFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.engine.ExecutionInput.IntentReceived;
import io.tidemark.core.engine.ExecutionInput.Restarted;
import io.tidemark.core.engine.ExecutionInput.SubmissionStarted;
import io.tidemark.core.engine.ExecutionInput.SubmitAmbiguous;
import io.tidemark.core.engine.ExecutionInput.TimerElapsed;
import io.tidemark.core.engine.ExecutionOutcome.Disposition;
import io.tidemark.core.engine.VenueCommand.SubmitOrder;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.LimitOrder;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.Ids;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.ControlCommand;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderIntent;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The position stage, the execution stage and the paper venue together, over a shell that loses
 * answers, tells things twice and dies at any moment.
 */
class TradingLoopProperties {

  private static final ExecutionPlan LIMITS =
      new ExecutionPlan(
          OrderType.LIMIT,
          new LimitOrder(LimitOrder.Reference.CLOSE, new BigDecimal("150"), true, 2),
          1,
          null,
          null,
          null,
          null,
          null);
  private static final PaperVenueConfiguration VENUE =
      new PaperVenueConfiguration(
          "paper",
          Map.of(BTC, RULES),
          Map.of("USD", new BigDecimal("10000")),
          new BigDecimal("2"),
          Duration.ofMillis(500),
          Duration.ZERO,
          Duration.ofMinutes(5));

  private Random random = new Random(0);
  private PositionStageConfiguration account = account(ExecutionPlan.DEFAULT);
  private PositionStage positions = PositionStage.start(account);
  private ExecutionStage execution = ExecutionStage.start(execution());
  private PaperVenue venue = PaperVenue.start(VENUE);
  private final Deque<ExecutionInput> inbox = new ArrayDeque<>();
  private final Set<UUID> submitted = new HashSet<>();
  private final Map<UUID, Long> sequences = new HashMap<>();
  private Instant now = at(0);
  private int signalsForAClose = 3;
  private int fewestPositions = 6;

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void placesEachOrderOnceAndAgreesWithTheVenueOnEveryCent(long seed) {
    tradeRandomly(seed);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void doesSoWithLimitsThatArePutAnew(long seed) {
    tradeWithLimits(seed);
  }

  @Test
  void putsLimitsAnewInTheseMarkets() {
    long anew = 0;
    for (long seed = 0; seed < 5; seed++) {
      TradingLoopProperties loop = new TradingLoopProperties();
      loop.tradeWithLimits(seed);
      anew +=
          loop.execution.orders().stream()
              .filter(order -> order.intent().reason().startsWith("put anew"))
              .count();
    }

    assertThat(anew).isGreaterThan(5);
  }

  private void tradeWithLimits(long seed) {
    account = account(LIMITS);
    positions = PositionStage.start(account);
    signalsForAClose = 40;
    fewestPositions = 3;
    tradeRandomly(seed);
  }

  private void tradeRandomly(long seed) {
    random = new Random(seed);
    int price = 1000;
    for (int second = 1; second <= 600; second++) {
      price = Math.max(500, price + random.nextInt(15) - 7);
      String text = BigDecimal.valueOf(price, 1).toPlainString();
      tick(second, text);
      if (random.nextInt(6) == 0) {
        decide(
            signal(
                random.nextInt(signalsForAClose) == 0 ? SignalType.CLOSE : SignalType.BUY, text));
      }
      if (random.nextInt(25) == 0) {
        restart();
      }
    }
    for (int second = 601; second <= 700; second++) {
      decide(command(ControlCommand.Action.RESUME));
      decide(command(ControlCommand.Action.CLOSE));
      tick(second, "100");
    }

    assertThat(positions.livePositions()).isEmpty();
    assertThat(positions.state().positions()).hasSizeGreaterThanOrEqualTo(fewestPositions);
    assertThat(venue.balances().get("USD"))
        .isEqualTo(Objects.requireNonNull(positions.account().balances().get("USD")).cash());
    for (Position position : positions.state().positions()) {
      assertThat(position.ledger().realisedPnl()).isEqualTo(position.ledger().cashFlow());
    }
  }

  private void tick(int second, String price) {
    now = at(second);
    MarketTrade trade = trade(price, "40", second);
    inbox.addAll(venue.onMarket(trade));
    decide(trade);
    work();
    take(new TimerElapsed());
    work();
    var coins = venue.balances().get("BTC");
    assertThat(coins == null || !coins.isNegative()).as("sold what was not held").isTrue();
  }

  private void decide(Event input) {
    for (Event event : positions.step(input, now)) {
      if (event instanceof OrderIntent intent) {
        take(new IntentReceived(intent));
      }
    }
  }

  private void work() {
    while (!inbox.isEmpty() || !execution.waiting().isEmpty()) {
      execution.waiting().forEach(id -> take(new SubmissionStarted(id)));
      ExecutionInput input = inbox.poll();
      if (input != null) {
        take(input);
        if (random.nextInt(5) == 0) {
          take(input);
        }
      }
    }
  }

  private void take(ExecutionInput input) {
    ExecutionOutcome outcome = execution.step(input, now);
    assertThat(outcome.disposition()).as(outcome.note()).isNotEqualTo(Disposition.VIOLATION);
    outcome.commands().forEach(this::run);
    for (Event report : outcome.events()) {
      if (report instanceof OrderChanged changed) {
        assertThat(sequences.merge(changed.clientOrderId(), 1L, Long::sum))
            .isEqualTo(changed.sequence());
      }
      decide(report);
    }
  }

  /** Runs a command; the order may be lost on the way, or its answer on the way back. */
  private void run(VenueCommand command) {
    int luck = random.nextInt(10);
    if (command instanceof SubmitOrder submit) {
      assertThat(submitted.add(submit.clientOrderId())).as("submitted twice").isTrue();
      if (luck == 0) {
        inbox.add(new SubmitAmbiguous(submit.clientOrderId(), "lost on the way"));
        return;
      }
      List<ExecutionInput> answers = venue.onCommand(submit, now);
      if (luck == 1) {
        inbox.addAll(answers.subList(1, answers.size()));
        inbox.add(new SubmitAmbiguous(submit.clientOrderId(), "answer lost"));
        return;
      }
      inbox.addAll(answers);
      return;
    }
    if (luck > 1) {
      inbox.addAll(venue.onCommand(command, now));
    }
  }

  private void restart() {
    positions = PositionStage.restore(account, positions.state());
    execution = ExecutionStage.restore(execution(), execution.orders());
    venue = PaperVenue.restore(VENUE, venue.state());
    take(new Restarted());
  }

  private SignalRaised signal(SignalType type, String price) {
    return new SignalRaised(
        Ids.of("signal", type, now),
        "run-1",
        BTC,
        "s",
        Timeframe.M1,
        type,
        SignalSource.TECHNICAL,
        0.9,
        0.9,
        "test",
        null,
        Price.of(price),
        List.of(),
        Map.of(),
        "hash",
        now,
        now);
  }

  private ControlCommand command(ControlCommand.Action action) {
    return new ControlCommand(
        Ids.of("command", action, now),
        action,
        null,
        null,
        null,
        null,
        null,
        "test",
        "end",
        now,
        now);
  }

  private static PositionStageConfiguration account(ExecutionPlan execution) {
    return PositionStageConfiguration.of(
        "run-1",
        "paper",
        Map.of("USD", new BigDecimal("10000")),
        new RiskLimits(1, new BigDecimal("50")),
        Map.of("s", strategy(execution)),
        Map.of(BTC, RULES));
  }

  private static StrategyDefinition strategy(ExecutionPlan execution) {
    return new StrategyDefinition(
        "s",
        "s",
        "momentum",
        StrategyDefinition.Mode.LIVE,
        StrategyDefinition.Aggregation.DEFAULT,
        new StrategyDefinition.Market("kraken", List.of(BTC.symbol()), Timeframe.M1, List.of()),
        new TreeMap<>(),
        new TreeMap<>(),
        StrategyDefinition.Rules.NONE,
        StrategyDefinition.Rules.NONE,
        new ExitPlan(new BigDecimal("1"), new BigDecimal("1.5")),
        new PositionSizing(new BigDecimal("30"), null, null),
        execution,
        null,
        "hash");
  }
}
