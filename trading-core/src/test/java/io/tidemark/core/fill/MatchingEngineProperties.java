package io.tidemark.core.fill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.fill.EngineSnapshot.OrderState;
import io.tidemark.core.fill.MatchEvent.Filled;
import io.tidemark.core.fill.MatchEvent.Triggered;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What must hold whatever the market does; each seed is one market of 300 random steps. */
class MatchingEngineProperties {

  private static final int STEPS = 300;

  @Property(tries = 60, seed = "20131126")
  void filledNeverExceedsOrdered(@ForAll long seed) {
    Market market = new Market(seed);
    for (int i = 0; i < STEPS; i++) {
      market.step();
    }
    assertThat(market.filled)
        .allSatisfy(
            (id, filled) ->
                assertThat(filled).isLessThanOrEqualTo(market.submitted(id).quantity()));
  }

  @Property(tries = 60, seed = "20131127")
  void aTradesQuantityIsNeverGivenOutTwice(@ForAll long seed) {
    Market market = new Market(seed);
    for (int i = 0; i < STEPS; i++) {
      Step step = market.step();
      if (step.traded().isPositive()) {
        assertThat(givenOutOfTheTrade(step)).isLessThanOrEqualTo(step.traded());
      }
    }
  }

  @Property(tries = 60, seed = "20131128")
  void displayedQuantityIsNeverGivenOutTwice(@ForAll long seed) {
    Market market = new Market(seed);
    for (int i = 0; i < STEPS; i++) {
      BigDecimal before = displayed(market.engine.snapshot());
      Step step = market.step();
      if (step.submitted()) {
        BigDecimal taken = before.subtract(displayed(market.engine.snapshot()));
        assertThat(sum(step, Liquidity.TAKER).value())
            .isEqualByComparingTo(taken.add(sum(step, Liquidity.MAKER).value()));
      }
    }
  }

  @Property(tries = 60, seed = "20131129")
  void anOrderThatTradedThroughLeavesNoBetterPriceUnfilled(@ForAll long seed) {
    Market market = new Market(seed);
    for (int i = 0; i < STEPS; i++) {
      Step step = market.step();
      List<Filled> makers =
          step.fills().stream().filter(f -> f.liquidity() == Liquidity.MAKER).toList();
      for (Filled fill : makers) {
        Side side = market.submitted(fill.orderId()).side();
        assertThat(market.engine.openOrders())
            .filteredOn(o -> isResting(o, side) && !o.order().orderId().equals(fill.orderId()))
            .noneMatch(o -> isBetter(side, o, fill.price()));
      }
    }
  }

  @Property(tries = 30, seed = "20131130")
  void theSameInputGivesTheSameOutputAcrossARestore(@ForAll long seed) {
    Market straight = new Market(seed);
    Market restored = new Market(seed);
    for (int i = 0; i < STEPS; i++) {
      if (i % 50 == 25) {
        restored.engine = MatchingEngine.restore(restored.engine.snapshot());
      }
      assertThat(restored.step().events()).isEqualTo(straight.step().events());
    }
    assertThat(restored.engine.snapshot()).isEqualTo(straight.engine.snapshot());
  }

  private static boolean isResting(OrderState state, Side side) {
    return state.order().type() == OrderType.LIMIT && state.order().side() == side;
  }

  private static boolean isBetter(Side side, OrderState state, Price price) {
    Price limit = state.order().price();
    return limit != null && PriceOrder.isBetter(side, limit, price);
  }

  /** What fills before a stop triggers comes from the trade; a triggered order takes elsewhere. */
  private static Quantity givenOutOfTheTrade(Step step) {
    return step.events().stream()
        .takeWhile(event -> !(event instanceof Triggered))
        .filter(Filled.class::isInstance)
        .map(event -> ((Filled) event).quantity())
        .reduce(Quantity.ZERO, Quantity::plus);
  }

  private static Quantity sum(Step step, Liquidity liquidity) {
    return step.fills().stream()
        .filter(f -> f.liquidity() == liquidity)
        .map(Filled::quantity)
        .reduce(Quantity.ZERO, Quantity::plus);
  }

  private static BigDecimal displayed(EngineSnapshot snapshot) {
    return Stream.concat(snapshot.bids().stream(), snapshot.asks().stream())
        .map(level -> level.quantity().value())
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private record Step(List<MatchEvent> events, Quantity traded, boolean submitted) {
    List<Filled> fills() {
      return events.stream().filter(Filled.class::isInstance).map(Filled.class::cast).toList();
    }
  }

  /** A random market on a narrow grid, so that prices often meet. */
  private static final class Market {
    private final SplittableRandom random;
    private final Map<String, WorkingOrder> submitted = new HashMap<>();
    private final Map<String, Quantity> filled = new HashMap<>();
    private MatchingEngine engine = new MatchingEngine();
    private Instant now = Instant.EPOCH;
    private int orders;

    Market(long seed) {
      random = new SplittableRandom(seed);
    }

    Step step() {
      now = now.plusSeconds(1);
      Step step =
          switch (random.nextInt(6)) {
            case 0 -> depth();
            case 1, 2 -> trade();
            case 3 -> new Step(engine.cancel(anyOrder(), now), Quantity.ZERO, false);
            default -> submit();
          };
      step.fills().forEach(f -> filled.merge(f.orderId(), f.quantity(), Quantity::plus));
      return step;
    }

    private Step depth() {
      int best = 100 + random.nextInt(-4, 5);
      List<DepthLevel> bids = new ArrayList<>();
      List<DepthLevel> asks = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        bids.add(new DepthLevel(price(best - 1 - i), quantity()));
        asks.add(new DepthLevel(price(best + i), quantity()));
      }
      return new Step(engine.onDepth(bids, asks, now), Quantity.ZERO, false);
    }

    private Step trade() {
      Side taker = random.nextInt(3) == 0 ? null : side();
      Quantity quantity = quantity();
      return new Step(
          engine.onTrade(price(100 + random.nextInt(-6, 7)), quantity, taker, now),
          quantity,
          false);
    }

    private Step submit() {
      OrderType type = OrderType.values()[random.nextInt(4)];
      WorkingOrder order =
          new WorkingOrder(
              "o" + orders++,
              "account" + random.nextInt(3),
              side(),
              type,
              random.nextInt(4) == 0 ? TimeInForce.IOC : TimeInForce.GTC,
              quantity(),
              type == OrderType.MARKET ? null : price(100 + random.nextInt(-6, 7)),
              type == OrderType.LIMIT && random.nextInt(4) == 0);
      submitted.put(order.orderId(), order);
      return new Step(engine.submit(order, now), Quantity.ZERO, true);
    }

    WorkingOrder submitted(String id) {
      return Objects.requireNonNull(submitted.get(id), id);
    }

    private String anyOrder() {
      return "o" + random.nextInt(orders + 1);
    }

    private Side side() {
      return random.nextBoolean() ? Side.BUY : Side.SELL;
    }

    private Quantity quantity() {
      return new Quantity(BigDecimal.valueOf(random.nextInt(1, 60), 1));
    }

    private static Price price(int value) {
      return new Price(BigDecimal.valueOf(value));
    }
  }
}
