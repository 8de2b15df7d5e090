package io.tidemark.core.engine;

import static io.tidemark.core.engine.BarVenueFixture.bar;
import static io.tidemark.core.engine.BarVenueFixture.configuration;
import static io.tidemark.core.engine.BarVenueFixture.fills;
import static io.tidemark.core.engine.BarVenueFixture.submit;
import static io.tidemark.core.engine.EngineFixture.expiring;
import static io.tidemark.core.engine.EngineFixture.market;
import static io.tidemark.core.engine.EngineFixture.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.model.OrderType;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A paper venue on bars whose state is stored and restored between any two of them. */
class PaperBarsProperties {

  static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void goesOnTheSameAfterARestoreBetweenAnyTwoBars(long seed) {
    boolean shorts = seed % 2 == 0;
    PaperVenueConfiguration configuration =
        configuration("5", seed % 3 == 0 ? null : "0.05", shorts);
    PaperVenue through = PaperVenue.start(configuration);
    PaperVenue restored = PaperVenue.start(configuration);
    Random random = new Random(seed);
    int cents = 10_000;
    int filled = 0;
    for (int minute = 0; minute < 60; minute += 1 + random.nextInt(10) / 9) {
      BarsClosed bar = randomBar(minute, cents, random);
      cents = bar.bars().getFirst().close().value().movePointRight(2).intValueExact();
      List<ExecutionInput> told = through.onMarket(bar);
      assertThat(restored.onMarket(bar)).as("bar %d", minute).isEqualTo(told);
      filled += fills(told).size();
      PlaceOrder order = randomOrder(minute, cents, random);
      List<ExecutionInput> answers = submit(through, order);
      assertThat(submit(restored, order)).as("after bar %d", minute).isEqualTo(answers);
      filled += fills(answers).size();

      restored = PaperVenue.restore(configuration, restored.state());
      assertThat(restored.state()).as("after bar %d", minute).isEqualTo(through.state());
    }
    assertThat(filled).isGreaterThan(20);
  }

  private static BarsClosed randomBar(int minute, int cents, Random random) {
    int open = cents + 10 * random.nextInt(-8, 9);
    int close = open + 10 * random.nextInt(-12, 13);
    int high = Math.max(open, close) + 10 * random.nextInt(10);
    int low = Math.min(open, close) - 10 * random.nextInt(10);
    return bar(
        minute,
        "%s %s %s %s".formatted(price(open), price(high), price(low), price(close)),
        String.valueOf(random.nextInt(40)));
  }

  private static PlaceOrder randomOrder(int minute, int cents, Random random) {
    double closes = 60.0 * (minute + 1);
    double decided = random.nextInt(4) == 0 ? closes - 60 : closes;
    Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
    String quantity = BigDecimal.valueOf(1 + random.nextInt(30), 1).toPlainString();
    String near = price(cents + 10 * random.nextInt(-10, 11));
    return switch (random.nextInt(4)) {
      case 0 -> order(side, OrderType.STOP_LOSS, quantity, near, false, TimeInForce.GTC, decided);
      case 1 -> order(side, OrderType.TAKE_PROFIT, quantity, near, false, TimeInForce.GTC, decided);
      case 2 -> expiring(quantity, near, closes + 60 * (1 + random.nextInt(4)), closes);
      default -> market(side, quantity, closes);
    };
  }

  private static String price(int cents) {
    return BigDecimal.valueOf(cents, 2).toPlainString();
  }
}
