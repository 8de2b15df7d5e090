package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.SOL;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.only;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static io.tidemark.core.portfolio.GuardedAccount.account;
import static io.tidemark.core.portfolio.GuardedAccount.unlimited;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.GuardedAccount.Limits;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderDenied;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random markets and signals under every guard at once, over several days. */
class RiskProperties {

  private static final BigDecimal EXPOSURE = new BigDecimal("0.45");
  private static final StrategyDefinition FREE = strategy("a", percent("30"), exits("1", "2"));
  private static final StrategyDefinition BOUND =
      strategy(
          "a",
          Limits.of("maxExposurePct", "40")
              .with("maxPositionNotional", "2500")
              .with("dailyLossLimitPct", "1")
              .with("maxDrawdownPct", "30")
              .with("drawdownFactor", "0.5")
              .with("maxConsecutiveLosses", "3")
              .with("setupCooldownMinutes", "3")
              .sizing("30", 2),
          exits("1", "2"));

  private static RiskLimits limits() {
    return account(
        Limits.of("maxExposurePct", "45")
            .with("maxStopLosses", "3")
            .with("stopLossWindowMinutes", "30")
            .with("dailyLossLimitPct", "2")
            .with("maxOrdersPerMinute", "6"),
        1);
  }

  static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsToEveryLimitWhateverHappens(long seed) {
    Market market = new Market(seed, new GuardedAccount(limits(), BOUND));
    for (int i = 0; i < 500; i++) {
      market.step();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void givesTheSameForTheSame(long seed) {
    Market one = new Market(seed, new GuardedAccount(limits(), BOUND));
    Market other = new Market(seed, new GuardedAccount(limits(), BOUND));
    for (int i = 0; i < 200; i++) {
      one.step();
      other.step();
    }
    assertThat(other.events).isEqualTo(one.events);
  }

  @Test
  void meetsMostGuards() {
    Set<DenialReason> reasons = EnumSet.noneOf(DenialReason.class);
    seeds()
        .forEach(
            seed -> {
              Market market = new Market(seed, new GuardedAccount(limits(), BOUND));
              for (int i = 0; i < 300; i++) {
                market.step();
              }
              only(OrderDenied.class, market.events).forEach(each -> reasons.add(each.reason()));
            });

    assertThat(reasons).hasSizeGreaterThanOrEqualTo(7);
  }

  /** A venue that fills at once, and what must hold after each step. */
  private static final class Market {

    private final Random random;
    private final GuardedAccount guarded;
    private final GuardedAccount withoutStrategys = new GuardedAccount(limits(), FREE);
    private final GuardedAccount withoutAccounts = new GuardedAccount(unlimited(), BOUND);
    private final List<Event> events = new ArrayList<>();
    private final Map<InstrumentId, Integer> prices =
        new HashMap<>(Map.of(BTC, 1000, ETH, 1000, SOL, 1000));
    private double seconds;
    private int trades;

    Market(long seed, GuardedAccount guarded) {
      this.random = new Random(seed);
      this.guarded = guarded;
    }

    void step() {
      seconds += 1 + random.nextInt(random.nextInt(50) == 0 ? 20_000 : 60);
      InstrumentId instrument = List.of(BTC, ETH, SOL).get(random.nextInt(3));
      int move = random.nextInt(31) - 15;
      int price = prices.merge(instrument, move, (last, by) -> Math.max(300, last + by));
      String text = new BigDecimal(price).movePointLeft(1).toPlainString();
      take(trade(instrument, text, seconds));
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> enter(instrument, text);
        case 4 -> take(signal(SignalType.CLOSE, "a", instrument, text, seconds));
        case 5 -> take(command(Action.RESUME, null, seconds));
        default -> {}
      }
      assertThatEquityIsTheSumOfItsParts();
    }

    private void enter(InstrumentId instrument, String price) {
      Event signal = signal(SignalType.BUY, "a", instrument, price, seconds);
      PositionStageState before = guarded.stage.state();
      List<PlaceOrder> placed = only(PlaceOrder.class, take(signal));
      if (!placed.isEmpty()) {
        PlaceOrder order = placed.getFirst();
        assertThatLessIsRefused(withoutStrategys, before, signal, order);
        assertThatLessIsRefused(withoutAccounts, before, signal, order);
      }
    }

    /** With fewer limits the same signal is placed too, and at least as large. */
    private void assertThatLessIsRefused(
        GuardedAccount looser, PositionStageState before, Event signal, PlaceOrder order) {
      PositionStage stage = looser.restored(before);
      List<PlaceOrder> placed = only(PlaceOrder.class, stage.step(signal, signal.eventTime()));
      assertThat(placed).hasSize(1);
      assertThat(placed.getFirst().quantity().value())
          .isGreaterThanOrEqualTo(order.quantity().value());
    }

    private List<Event> take(Event input) {
      List<Event> led = guarded.step(input);
      events.addAll(led);
      for (PlaceOrder order : only(PlaceOrder.class, led)) {
        if (order.purpose() == OrderPurpose.ENTRY) {
          assertThatExposureIsAllowed();
        }
        fillAtOnce(order);
      }
      return led;
    }

    private void fillAtOnce(PlaceOrder order) {
      events.addAll(
          guarded.step(
              fill(
                  order,
                  "t" + ++trades,
                  order.quantity().toString(),
                  order.referencePrice().toString(),
                  "0.1",
                  seconds)));
    }

    private void assertThatExposureIsAllowed() {
      BigDecimal exposure = BigDecimal.ZERO;
      PositionStageState state = guarded.stage.state();
      for (Position position : guarded.stage.livePositions()) {
        BigDecimal open =
            state.orders().stream()
                .filter(each -> each.positionId().equals(position.id()))
                .filter(each -> each.purpose() == OrderPurpose.ENTRY)
                .map(each -> each.quantity().value().subtract(each.bookedFilled().value()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        exposure = exposure.add(worth(position, position.quantity().value().add(open)));
      }
      assertThat(exposure)
          .isLessThanOrEqualTo(guarded.stage.equity("USD").amount().multiply(EXPOSURE));
    }

    private void assertThatEquityIsTheSumOfItsParts() {
      SortedMap<String, CashBalance> balances = guarded.stage.account().balances();
      BigDecimal sum = Objects.requireNonNull(balances.get("USD")).cash().amount();
      for (Position position : guarded.stage.livePositions()) {
        sum = sum.add(worth(position, position.ledger().held()));
      }
      assertThat(guarded.stage.equity("USD").amount()).isEqualByComparingTo(sum);
    }

    private BigDecimal worth(Position position, BigDecimal quantity) {
      return guarded
          .stage
          .market(position.origin().instrument())
          .map(market -> market.lastPrice().value().multiply(quantity))
          .orElseThrow();
    }
  }
}
