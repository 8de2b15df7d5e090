package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.ACCOUNT;
import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.RUN;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.changed;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.order;
import static io.tidemark.core.portfolio.AccountFixture.scaleIn;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountFixture.Plan;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Money;
import io.tidemark.model.OrderPurpose;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import io.tidemark.model.reason.OrderReason;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One position from its entry to its end, over thousands of random ways there: fills in parts, of
 * the entry after tiers have closed, of orders that were taken back, twice, and after all was
 * closed. Results of exits add up after each.
 */
class ExitResultProperties {

  private static final int WALKS_A_SEED = 60;

  /** However little is left can be closed. */
  private static final InstrumentRules RULES =
      new InstrumentRules(
          new BigDecimal("0.01"),
          new BigDecimal("0.0001"),
          new BigDecimal("0.0001"),
          BigDecimal.ZERO,
          new BigDecimal("0.0026"),
          new BigDecimal("0.0016"));

  private static final PositionStageConfiguration CONFIGURATION =
      PositionStageConfiguration.of(
              RUN,
              ACCOUNT,
              Map.of("USD", new BigDecimal("10000")),
              new RiskLimits(2, new BigDecimal("50")),
              Map.of(
                  "a", strategy("a", amount("1000"), tiers().done()),
                  "b", strategy("b", scaleIn("1000", 3), tiers().trailing("3").done())),
              Map.of(BTC, RULES))
          .withShorts(true);

  private static Plan tiers() {
    return new Plan().stop("2").level("1", "0.3").level("2", "0.3").level("3", "0.4");
  }

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void addsUpToWhatWasEnteredAndIsHeld(long seed) {
    Random random = new Random(seed);
    int exits = 0;
    int lateEntries = 0;
    for (int i = 0; i < WALKS_A_SEED; i++) {
      Way way = new Way(random);
      exits += way.walk();
      lateEntries += way.lateEntries;
    }
    assertThat(exits).as("exits of all positions").isGreaterThan(WALKS_A_SEED);
    assertThat(lateEntries).as("entry fills after an exit's").isGreaterThan(WALKS_A_SEED / 4);
  }

  /** 4 of 10 at 100, of which 1.2 are sold at 101; the other 6 were bought at 102 meanwhile. */
  @Test
  void tellsATiersResultAnewOnceMoreOfItsEntryIsKnown() {
    PositionStage stage = PositionStage.start(CONFIGURATION);
    PlaceOrder entry = order(take(stage, signal(SignalType.BUY, "a", BTC, "100", 0)));
    take(stage, fill(entry, "e1", "4", "100", "0", 1));
    PlaceOrder tier = order(take(stage, trade(BTC, "101", 2)));
    assertThat(tier.quantity()).isEqualTo(Quantity.of("1.2"));
    take(stage, fill(tier, "x1", "1.2", "101", "0", 3));
    assertThat(stage.exitResults(entry.positionId()))
        .singleElement()
        .satisfies(result -> assertThat(result.pnl()).isEqualTo(Money.of("1.2", "USD")));

    take(stage, fill(entry, "e2", "6", "102", "0", 1.5));

    // The average entry is 101.2.
    assertThat(stage.exitResults(entry.positionId()))
        .singleElement()
        .satisfies(result -> assertThat(result.pnl()).isEqualTo(Money.of("-0.24", "USD")));
  }

  /** A tier closes its fraction of what its entry turned out to be, and no more. */
  @Test
  void closesATiersFractionOfAnEntryThatGrowsMeanwhile() {
    PositionStage stage = PositionStage.start(CONFIGURATION);
    PlaceOrder entry = order(take(stage, signal(SignalType.BUY, "a", BTC, "100", 0)));
    take(stage, fill(entry, "e1", "4", "100", "0", 1));
    PlaceOrder tier = order(take(stage, trade(BTC, "101", 2)));
    take(stage, fill(entry, "e2", "6", "100", "0", 1.5));

    PlaceOrder rest = order(take(stage, fill(tier, "x1", "1.2", "101", "0", 3)));
    assertThat(rest.quantity()).isEqualTo(Quantity.of("1.8"));
    take(stage, fill(rest, "x2", "1.8", "101", "0", 4));

    Position position = stage.livePositions().getFirst();
    assertThat(position.quantity()).isEqualTo(Quantity.of("7"));
    assertThat(position.exit()).isNull();
  }

  /** Ten are sold, and then one more is told of, by an order that had been given up. */
  @Test
  void countsWhatMakesGoodForClosingTooMuchAsEntered() {
    PositionStage stage = PositionStage.start(CONFIGURATION);
    PlaceOrder entry = order(take(stage, signal(SignalType.BUY, "a", BTC, "100", 0)));
    take(stage, fill(entry, "e1", "10", "100", "0", 1));
    PlaceOrder first = order(take(stage, trade(BTC, "98", 2)));
    PlaceOrder second = order(take(stage, changed(first, 1, OrderStatus.CANCELLED, "0", 3)));
    take(stage, fill(second, "x2", "10", "98", "0", 4));

    PlaceOrder back = order(take(stage, fill(first, "x1", "1", "98", "0", 2.5)));
    assertThat(profit(stage, entry))
        .isEqualTo(stage.livePositions().getFirst().ledger().realisedPnl());
    take(stage, fill(back, "b1", "1", "99", "0", 5));

    assertThat(stage.livePositions()).isEmpty();
    assertThat(stage.exitResults(entry.positionId()))
        .extracting(ExitResult::quantity)
        .containsExactly(Quantity.of("10"), Quantity.of("1"));
    // 11 x 98 - 1000 - 99
    assertThat(profit(stage, entry)).isEqualTo(Money.of("-21", "USD"));
  }

  private static Money profit(PositionStage stage, PlaceOrder entry) {
    return stage.exitResults(entry.positionId()).stream()
        .map(ExitResult::pnl)
        .reduce(Money.zero("USD"), Money::plus);
  }

  private static List<Event> take(PositionStage stage, Event event) {
    return stage.step(event, event.eventTime());
  }

  /** A position's way, by a venue and a market out of a seed. */
  private static final class Way {

    private final Random random;
    private PositionStage stage = PositionStage.start(CONFIGURATION);
    private final List<Event> pending = new ArrayList<>();
    private final Map<UUID, PlaceOrder> orders = new HashMap<>();
    private final Set<UUID> told = new HashSet<>();
    private BigDecimal entered = BigDecimal.ZERO;
    private BigDecimal closed = BigDecimal.ZERO;
    private BigDecimal cash = BigDecimal.ZERO;
    private double seconds;
    private int price = 10_000;
    private int trades;
    private int lateEntries;

    Way(Random random) {
      this.random = random;
    }

    int walk() {
      SignalType side = random.nextBoolean() ? SignalType.BUY : SignalType.SELL;
      String strategy = random.nextBoolean() ? "a" : "b";
      step(signal(side, strategy, BTC, "100", 0));
      for (int i = 0; i < 30; i++) {
        seconds += 1;
        price = Math.max(5_000, price + random.nextInt(121) - 60);
        step(trade(BTC, text(), seconds));
        if (random.nextInt(6) == 0) {
          step(signal(side, strategy, BTC, text(), seconds));
        } else if (random.nextInt(12) == 0) {
          step(signal(SignalType.PARTIAL_CLOSE, strategy, BTC, text(), seconds, "0.2"));
        } else if (random.nextInt(20) == 0) {
          step(signal(SignalType.CLOSE, strategy, BTC, text(), seconds));
        }
        deliverSome();
      }
      return end();
    }

    /** Everything is told and closed, and then some late fills come, and are closed as well. */
    private int end() {
      for (int round = 0; round < 40; round++) {
        seconds += 40;
        step(trade(BTC, text(), seconds));
        step(command(Action.RESUME, null, seconds));
        step(command(Action.CLOSE, null, seconds));
        while (!pending.isEmpty()) {
          deliverSome();
        }
      }
      List<Position> positions = stage.state().positions();
      assertThat(stage.livePositions()).isEmpty();
      BigDecimal profit = BigDecimal.ZERO;
      int results = 0;
      for (Position position : positions) {
        assertThat(position.ledger().realisedPnl()).isEqualTo(position.ledger().cashFlow());
        profit = profit.add(position.ledger().realisedPnl().amount());
        results += stage.exitResults(position.id()).size();
      }
      assertThat(profit).isEqualByComparingTo(cash);
      return results;
    }

    private void deliverSome() {
      Collections.shuffle(pending, random);
      int count = pending.isEmpty() ? 0 : 1 + random.nextInt(pending.size());
      for (int i = 0; i < count; i++) {
        Event report = pending.removeLast();
        step(report);
        if (random.nextInt(4) == 0) {
          step(report);
        }
      }
    }

    private void step(Event input) {
      if (input instanceof OrderFilled fill && told.add(fill.fillId())) {
        note(fill);
      }
      if (random.nextInt(8) == 0) {
        stage = PositionStage.restore(CONFIGURATION, stage.state());
      }
      List<Event> events = stage.step(input, input.eventTime());
      for (Event event : events) {
        if (event instanceof PlaceOrder placed) {
          work(placed);
        }
      }
      assertThatItAddsUp();
    }

    private void note(OrderFilled fill) {
      BigDecimal quantity = fill.quantity().value();
      PlaceOrder order = Objects.requireNonNull(orders.get(fill.clientOrderId()));
      if (order.purpose() == OrderPurpose.ENTRY) {
        entered = entered.add(quantity);
        lateEntries += closed.signum() > 0 ? 1 : 0;
      } else {
        closed = closed.add(quantity);
      }
      BigDecimal amount = fill.price().times(fill.quantity());
      cash = cash.add(order.side() == Side.SELL ? amount : amount.negate());
      cash = cash.subtract(fill.fee().amount());
    }

    private void assertThatItAddsUp() {
      BigDecimal entries = BigDecimal.ZERO;
      BigDecimal exits = BigDecimal.ZERO;
      BigDecimal held = BigDecimal.ZERO;
      for (Position position : stage.state().positions()) {
        List<ExitResult> results = stage.exitResults(position.id());
        Quantity quantity =
            results.stream().map(ExitResult::quantity).reduce(Quantity.ZERO, Quantity::plus);
        Money profit = results.stream().map(ExitResult::pnl).reduce(Money.zero("USD"), Money::plus);
        assertThat(quantity).isEqualTo(position.entryQuantity().minus(position.quantity()));
        assertThat(profit).isEqualTo(position.ledger().realisedPnl());
        entries = entries.add(position.entryQuantity().value());
        exits = exits.add(quantity.value());
        held = held.add(position.quantity().value());
      }
      assertThat(entries).isEqualByComparingTo(entered);
      assertThat(exits).isEqualByComparingTo(closed);
      assertThat(held).isEqualByComparingTo(entered.subtract(closed));
    }

    /**
     * The venue fills an order in up to three parts, or ends it, or would not have it. A cancel
     * comes too late for it.
     */
    private void work(PlaceOrder placed) {
      orders.put(placed.clientOrderId(), placed);
      if (placed.purpose() == OrderPurpose.EXIT && random.nextInt(5) == 0) {
        pending.add(
            changed(placed, 1, OrderStatus.REJECTED, "0", OrderReason.RATE_LIMITED, seconds + 0.1));
        return;
      }
      BigDecimal rest = placed.quantity().value();
      int parts = 1 + random.nextInt(3);
      BigDecimal share =
          rest.divide(BigDecimal.valueOf(parts), 4, RoundingMode.FLOOR).max(RULES.quantityStep());
      boolean ends = random.nextInt(4) == 0;
      for (int part = 1; part <= parts && rest.signum() > 0; part++) {
        BigDecimal quantity = part == parts && !ends ? rest : share.min(rest);
        rest = rest.subtract(quantity);
        pending.add(fill(placed, "t" + ++trades, quantity.toPlainString(), near(), fee(), seconds));
      }
      String filled = placed.quantity().value().subtract(rest).toPlainString();
      OrderStatus end = rest.signum() == 0 ? OrderStatus.FILLED : OrderStatus.CANCELLED;
      pending.add(changed(placed, 2, end, filled, seconds + 0.2));
    }

    private String near() {
      return BigDecimal.valueOf(price + random.nextInt(21) - 10L, 2).toPlainString();
    }

    private String fee() {
      return BigDecimal.valueOf(random.nextInt(1_000), 6).toPlainString();
    }

    private String text() {
      return BigDecimal.valueOf(price / 10, 1).toPlainString();
    }
  }
}
