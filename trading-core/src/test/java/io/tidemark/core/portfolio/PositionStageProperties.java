package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.bar;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.exits;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.percent;
import static io.tidemark.core.portfolio.AccountFixture.prediction;
import static io.tidemark.core.portfolio.AccountFixture.scaleIn;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountFixture.Plan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random markets, signals and a venue that fills in parts, twice, out of order and too late. */
class PositionStageProperties {

  private static final PositionStageConfiguration CONFIGURATION =
      configuration(
              strategy("a", percent("10"), exits("1", "1.5")),
              strategy("b", percent("40"), exits("0.5", "3")),
              strategy(
                  "c",
                  scaleIn("1500", 3),
                  new Plan()
                      .stop("2")
                      .level("0.5", "0.3")
                      .level("1", "0.3")
                      .level("2", "0.4")
                      .trailing("1.5")
                      .breakEvenAt("0.4")
                      .roi(2, "0.2")
                      .holdFor(4)
                      .mlExit("0.8")
                      .onOpposite(OppositeSignal.REVERSE)
                      .done()))
          .withShorts(true);

  private static final List<String> STRATEGIES = List.of("a", "b", "c");

  static LongStream seeds() {
    return LongStream.range(0, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void keepsItsPromisesWhateverHappens(long seed) {
    Chaos chaos = new Chaos(seed);
    for (int i = 0; i < 400; i++) {
      chaos.step();
    }
    chaos.finish();
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void endsUpTheSameForFillsAndReportsInAnyOrder(long seed) {
    Random random = new Random(seed);
    PositionStage one = PositionStage.start(CONFIGURATION);
    PositionStage other = PositionStage.start(CONFIGURATION);
    SignalType side = random.nextBoolean() ? SignalType.BUY : SignalType.SELL;
    Event signal = signal(side, "c", BTC, "100", 0);
    PlaceOrder entry = order(one.step(signal, signal.eventTime()));
    other.step(signal, signal.eventTime());
    List<Event> reports = new ArrayList<>();
    reports.add(changed(entry, 1, OrderStatus.ACCEPTED, "0", 1));
    reports.add(fill(entry, "t1", "2.5", "100", "0.65", 1));
    reports.add(changed(entry, 2, OrderStatus.PARTIALLY_FILLED, "2.5", 1));
    reports.add(fill(entry, "t2", "3.1234", "100.1", "0.8", 1.5));
    reports.add(fill(entry, "t3", "1", "99.9", "0.26", 2));
    reports.add(changed(entry, 3, OrderStatus.CANCELLED, "6.6234", 2));
    reports.forEach(report -> one.step(report, report.eventTime()));
    List<Event> shuffled = new ArrayList<>(reports);
    shuffled.addAll(reports);
    Collections.shuffle(shuffled, random);
    shuffled.forEach(report -> other.step(report, report.eventTime()));

    assertThat(other.state().positions()).isEqualTo(one.state().positions());
    assertThat(other.account()).isEqualTo(one.account());
    assertThat(Set.copyOf(other.state().fills())).isEqualTo(Set.copyOf(one.state().fills()));
  }

  /** A venue and a market out of a seed, and the checks after each step. */
  private static final class Chaos {

    private final Random random;
    private PositionStage stage = PositionStage.start(CONFIGURATION);
    private final List<Event> pending = new ArrayList<>();
    private final Map<UUID, BigDecimal> openExits = new HashMap<>();
    private final Map<UUID, PlaceOrder> orders = new HashMap<>();
    private final Set<UUID> booked = new HashSet<>();
    private BigDecimal cash = new BigDecimal("10000");
    private final Map<InstrumentId, Integer> prices = new HashMap<>(Map.of(BTC, 1000, ETH, 1000));
    private double seconds;
    private int trades;

    Chaos(long seed) {
      random = new Random(seed);
    }

    void step() {
      seconds += 1;
      InstrumentId instrument = random.nextBoolean() ? BTC : ETH;
      int move = random.nextInt(21) - 10;
      int price = prices.merge(instrument, move, (last, by) -> Math.max(100, last + by));
      String text = new BigDecimal(price).movePointLeft(1).toPlainString();
      take(trade(instrument, text, seconds));
      switch (random.nextInt(12)) {
        case 0, 1, 2 ->
            take(signal(type(), STRATEGIES.get(random.nextInt(3)), instrument, text, seconds));
        case 3 -> take(command(Action.CLOSE, instrument, seconds));
        case 4 -> take(command(random.nextBoolean() ? Action.HALT : Action.PAUSE, null, seconds));
        case 5, 6 -> take(command(Action.RESUME, null, seconds));
        case 7 -> take(prediction(instrument, random.nextDouble(), seconds));
        default -> {}
      }
      if (seconds % 60 == 0) {
        take(bar(instrument, text, seconds));
      }
      deliverSome();
    }

    void finish() {
      for (int round = 0; round < 60; round++) {
        seconds += 1;
        take(command(Action.RESUME, null, seconds));
        take(command(Action.CLOSE, null, seconds));
        while (!pending.isEmpty()) {
          deliverSome();
        }
      }
      assertThat(stage.livePositions()).isEmpty();
      assertThat(stage.state().fills()).as("the market was lively").hasSizeGreaterThan(20);
      BigDecimal realised = BigDecimal.ZERO;
      for (Position position : stage.state().positions()) {
        assertThat(position.ledger().realisedPnl()).isEqualTo(position.ledger().cashFlow());
        realised = realised.add(position.ledger().realisedPnl().amount());
      }
      assertThat(cash).isEqualByComparingTo(new BigDecimal("10000").add(realised));
    }

    private SignalType type() {
      return switch (random.nextInt(4)) {
        case 0 -> SignalType.CLOSE;
        case 1 -> SignalType.SELL;
        default -> SignalType.BUY;
      };
    }

    private void deliverSome() {
      Collections.shuffle(pending, random);
      int count = pending.isEmpty() ? 0 : 1 + random.nextInt(pending.size());
      for (int i = 0; i < count; i++) {
        Event report = pending.removeLast();
        take(report);
        if (random.nextInt(4) == 0) {
          take(report);
        }
      }
    }

    private void take(Event input) {
      if (input instanceof OrderFilled fill && booked.add(fill.fillId())) {
        BigDecimal amount = fill.price().times(fill.quantity());
        cash = cash.add(fill.side() == Side.SELL ? amount : amount.negate());
        cash = cash.subtract(fill.fee().amount());
        openExits.computeIfPresent(
            fill.clientOrderId(), (id, rest) -> rest.subtract(fill.quantity().value()));
      }
      PositionStage restored = PositionStage.restore(CONFIGURATION, stage.state());
      List<Event> events = stage.step(input, input.eventTime());
      assertThat(restored.step(input, input.eventTime())).isEqualTo(events);
      assertThat(restored.changes()).isEqualTo(stage.changes());
      stage = restored;
      events.forEach(this::answer);
      CashBalance usd = Objects.requireNonNull(stage.account().balances().get("USD"));
      assertThat(usd.cash().amount()).isEqualByComparingTo(cash);
    }

    private void answer(Event event) {
      if (event instanceof PlaceOrder placed) {
        work(placed);
      }
    }

    private void work(PlaceOrder placed) {
      assertThat(orders.put(placed.clientOrderId(), placed)).isNull();
      if (placed.purpose() == OrderPurpose.EXIT) {
        assertThatItSellsNoMoreThanIsHeld(placed);
      }
      boolean ends = random.nextInt(4) == 0;
      int parts = 1 + random.nextInt(3);
      BigDecimal share =
          placed.quantity().value().divide(BigDecimal.valueOf(3L * parts), 4, RoundingMode.FLOOR);
      BigDecimal rest = placed.quantity().value();
      for (int part = 0; part < parts; part++) {
        BigDecimal quantity = part == parts - 1 && !ends ? rest : share;
        if (quantity.signum() > 0) {
          rest = rest.subtract(quantity);
          pending.add(
              fill(
                  placed,
                  "t" + ++trades,
                  quantity.toPlainString(),
                  price(placed),
                  "0.0" + random.nextInt(100),
                  seconds + 0.1));
        }
      }
      pending.add(changed(placed, 1, OrderStatus.ACCEPTED, "0", seconds + 0.1));
      String filled = placed.quantity().value().subtract(rest).toPlainString();
      OrderStatus end = rest.signum() == 0 ? OrderStatus.FILLED : OrderStatus.CANCELLED;
      pending.add(changed(placed, 2, end, filled, seconds + 0.2));
    }

    private String price(PlaceOrder placed) {
      BigDecimal slip = BigDecimal.valueOf(random.nextInt(11) - 5, 2);
      return placed.referencePrice().value().add(slip).toPlainString();
    }

    private void assertThatItSellsNoMoreThanIsHeld(PlaceOrder exit) {
      Position position =
          stage.livePositions().stream()
              .filter(p -> p.id().equals(exit.positionId()))
              .findFirst()
              .orElseThrow();
      BigDecimal out =
          orders.values().stream()
              .filter(o -> o.positionId().equals(exit.positionId()))
              .filter(o -> openExits.containsKey(o.clientOrderId()))
              .filter(o -> !settled(o))
              .map(o -> openExits.getOrDefault(o.clientOrderId(), BigDecimal.ZERO))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      assertThat(exit.quantity().value().add(out))
          .isLessThanOrEqualTo(position.ledger().held().abs());
      openExits.put(exit.clientOrderId(), exit.quantity().value());
    }

    private boolean settled(PlaceOrder order) {
      return stage.state().orders().stream()
          .filter(o -> o.clientOrderId().equals(order.clientOrderId()))
          .findFirst()
          .map(PositionOrder::isSettled)
          .orElse(true);
    }
  }
}
