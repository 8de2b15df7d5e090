package io.tidemark.core.portfolio;

import static io.tidemark.core.portfolio.AccountFixture.BTC;
import static io.tidemark.core.portfolio.AccountFixture.ETH;
import static io.tidemark.core.portfolio.AccountFixture.amount;
import static io.tidemark.core.portfolio.AccountFixture.bar;
import static io.tidemark.core.portfolio.AccountFixture.command;
import static io.tidemark.core.portfolio.AccountFixture.configuration;
import static io.tidemark.core.portfolio.AccountFixture.fill;
import static io.tidemark.core.portfolio.AccountFixture.scaleIn;
import static io.tidemark.core.portfolio.AccountFixture.signal;
import static io.tidemark.core.portfolio.AccountFixture.strategy;
import static io.tidemark.core.portfolio.AccountFixture.trade;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.portfolio.AccountFixture.Plan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Side;
import io.tidemark.model.SignalType;
import io.tidemark.model.event.ControlCommand.Action;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A ledger of its own beside the stage's, over {@code -Dtidemark.operations} inputs (default
 * 20,000; a million takes minutes): cash and holdings agree after each, to the last unit.
 */
class MoneyConservationProperties {

  private static final int OPERATIONS = Integer.getInteger("tidemark.operations", 20_000);
  private static final List<InstrumentId> INSTRUMENTS = List.of(BTC, ETH);

  private final Random random = new Random(42);
  private final PositionStage stage =
      PositionStage.start(
          configuration(
                  strategy("a", amount("700"), new Plan().stop("1").level("1", "0.5").done()),
                  strategy(
                      "b",
                      scaleIn("900", 3),
                      new Plan()
                          .stop("3")
                          .level("0.7", "0.33")
                          .level("1.4", "0.33")
                          .trailing("1")
                          .holdFor(5)
                          .onOpposite(OppositeSignal.REVERSE)
                          .done()))
              .withShorts(true));
  private final List<PlaceOrder> open = new ArrayList<>();
  private final Map<InstrumentId, Integer> prices = new HashMap<>(Map.of(BTC, 1000, ETH, 1000));
  private final Map<InstrumentId, BigDecimal> held =
      new HashMap<>(Map.of(BTC, BigDecimal.ZERO, ETH, BigDecimal.ZERO));
  private BigDecimal cash = new BigDecimal("10000");
  private int fills;

  @Test
  void losesAndMakesNoMoney() {
    for (int second = 1; second <= OPERATIONS; second++) {
      operate(second);
      assertThat(usd().cash().amount()).isEqualByComparingTo(cash);
      if (second % 100 == 0) {
        assertThatHoldingsAgree();
      }
    }
    assertThat(fills).isGreaterThan(OPERATIONS / 20);
    closeAll();
    assertThat(cash)
        .isEqualByComparingTo(new BigDecimal("10000").add(usd().realisedPnl().amount()));
    assertThat(stage.equity("USD").amount()).isEqualByComparingTo(cash);
    stage
        .state()
        .positions()
        .forEach(
            position ->
                assertThat(position.ledger().realisedPnl())
                    .isEqualTo(position.ledger().cashFlow()));
  }

  private void operate(int second) {
    InstrumentId instrument = INSTRUMENTS.get(random.nextInt(2));
    int drift = Integer.signum(1000 - Objects.requireNonNull(prices.get(instrument)));
    int move = random.nextInt(9) - 4 + (random.nextInt(10) == 0 ? drift : 0);
    int price = prices.merge(instrument, move, (last, by) -> Math.max(500, last + by));
    String text = BigDecimal.valueOf(price, 1).toPlainString();
    if (!open.isEmpty() && random.nextBoolean()) {
      fillSome(second);
    } else if (second % 60 == 0) {
      take(bar(instrument, text, second));
    } else if (random.nextInt(4) == 0) {
      String strategy = random.nextBoolean() ? "a" : "b";
      take(signal(type(), strategy, instrument, text, second, "0.4"));
    } else if (random.nextInt(50) == 0) {
      take(command(Action.RESUME, null, second));
    } else {
      take(trade(instrument, text, second));
    }
  }

  private SignalType type() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> SignalType.BUY;
      case 2, 3 -> SignalType.SELL;
      case 4 -> SignalType.CLOSE;
      default -> SignalType.PARTIAL_CLOSE;
    };
  }

  /** Fills an order, or a part of it first. */
  private void fillSome(double second) {
    PlaceOrder order = open.remove(random.nextInt(open.size()));
    BigDecimal whole = order.quantity().value();
    BigDecimal part = whole.multiply(new BigDecimal("0.37")).setScale(6, RoundingMode.DOWN);
    if (random.nextBoolean()) {
      book(order, part, second);
      book(order, whole.subtract(part), second);
    } else {
      book(order, whole, second);
    }
  }

  private void book(PlaceOrder order, BigDecimal quantity, double second) {
    BigDecimal price =
        order.referencePrice().value().add(BigDecimal.valueOf(random.nextInt(5) - 2, 2));
    BigDecimal fee = BigDecimal.valueOf(random.nextInt(1000), 6);
    fills++;
    OrderFilled fill =
        fill(
            order,
            "t" + fills,
            quantity.toPlainString(),
            price.toPlainString(),
            fee.toPlainString(),
            second);
    boolean buys = order.side() == Side.BUY;
    BigDecimal amount = price.multiply(quantity);
    cash = cash.add(buys ? amount.negate() : amount).subtract(fee);
    held.merge(order.instrument(), buys ? quantity : quantity.negate(), BigDecimal::add);
    take(fill);
    if (random.nextInt(5) == 0) {
      take(fill);
    }
  }

  private void take(Event input) {
    for (Event event : stage.step(input, input.eventTime())) {
      if (event instanceof PlaceOrder order) {
        open.add(order);
      }
    }
  }

  private void assertThatHoldingsAgree() {
    Map<InstrumentId, BigDecimal> told = new HashMap<>();
    INSTRUMENTS.forEach(instrument -> told.put(instrument, BigDecimal.ZERO));
    for (Position position : stage.livePositions()) {
      told.merge(position.origin().instrument(), position.ledger().held(), BigDecimal::add);
    }
    INSTRUMENTS.forEach(
        instrument -> assertThat(told.get(instrument)).isEqualByComparingTo(held.get(instrument)));
  }

  private void closeAll() {
    for (int round = 1; round <= 20 && !stage.livePositions().isEmpty(); round++) {
      double second = OPERATIONS + round;
      take(command(Action.RESUME, null, second));
      take(command(Action.CLOSE, null, second));
      while (!open.isEmpty()) {
        fillSome(second);
      }
    }
    assertThat(stage.livePositions()).isEmpty();
  }

  private CashBalance usd() {
    return Objects.requireNonNull(stage.account().balances().get("USD"));
  }
}
