package io.tidemark.benchmarks.position;

import io.tidemark.core.exit.ExitTerms;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.TakeProfitLevel;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/**
 * Ten thousand positions in twelve instruments, entered within 3 % of the first price and left to a
 * stop loss, levels and a trailing stop; and prices that walk within 2 % of it, so that none is
 * closed.
 */
final class OpenPositions {

  static final int INSTRUMENTS = 12;
  static final int COUNT = 10_000;
  static final Quantity QUANTITY = Quantity.of("0.0317");

  private static final int FIRST_CENTS = 10_000_000;
  private static final long SEED = 5;

  private static final ExitPlan PLAN =
      new ExitPlan(
          new BigDecimal("8"),
          null,
          null,
          List.of(
              new TakeProfitLevel(new BigDecimal("6"), new BigDecimal("0.5")),
              new TakeProfitLevel(new BigDecimal("12"), new BigDecimal("0.5"))),
          new TrailingStop(BigDecimal.ONE, new BigDecimal("7"), null),
          null,
          null,
          false,
          new TreeMap<>(),
          OppositeSignal.CLOSE,
          null,
          false,
          false);

  private OpenPositions() {}

  /** Longs and shorts in turn. */
  static PositionSide side(int number) {
    return number % 2 == 0 ? PositionSide.LONG : PositionSide.SHORT;
  }

  static ExitTerms terms(int number) {
    return new ExitTerms(side(number), PLAN, null, null, new BigDecimal("0.0026"));
  }

  /** The entry price of each position. */
  static List<Price> entries() {
    Random random = new Random(SEED);
    List<Price> entries = new ArrayList<>(COUNT);
    for (int i = 0; i < COUNT; i++) {
      entries.add(cents(FIRST_CENTS + random.nextInt(-300_000, 300_001)));
    }
    return entries;
  }

  /** So many prices in a row. */
  static List<Price> walk(int count) {
    Random random = new Random(SEED);
    List<Price> prices = new ArrayList<>(count);
    int at = FIRST_CENTS;
    for (int i = 0; i < count; i++) {
      at = Math.clamp(at + random.nextInt(-2_000, 2_001), 9_800_000, 10_200_000);
      prices.add(cents(at));
    }
    return prices;
  }

  private static Price cents(int cents) {
    return new Price(BigDecimal.valueOf(cents, 2));
  }
}
