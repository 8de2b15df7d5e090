package io.tidemark.core.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyDefinition;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Trading on paper against bars comes to the trades of a backtest, whichever service is ahead of
 * the others.
 */
class BarInterleavingsTest {

  private static final int SEEDS = 1_500;

  /** Those of one strategy in one instrument whose orders fill at once, sized by a fixed amount. */
  static LongStream seeds() {
    return LongStream.range(0, SEEDS).filter(seed -> isPlain(RandomBacktest.of(seed)));
  }

  private static boolean isPlain(BacktestPlan plan) {
    StrategyDefinition strategy = plan.strategies().getFirst();
    return plan.data().size() == 1
        && plan.strategies().size() == 1
        && strategy.risk().positionSizePct() == null
        && strategy.risk().maxEntries() == null
        && strategy.execution().limit() == null
        && strategy.execution().participationPct() == null;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void makeTheTradesOfABacktest(long seed) {
    BacktestPlan plan = RandomBacktest.of(seed);

    List<TradeRow> expected = BarBacktest.run(plan).trades();

    for (long luck = 0; luck < 3; luck++) {
      assertThat(LooseSuite.trades(plan, luck)).as("luck %d", luck).isEqualTo(expected);
    }
  }

  @Test
  void areOfManyTrades() {
    assertThat(
            seeds()
                .mapToInt(seed -> BarBacktest.run(RandomBacktest.of(seed)).trades().size())
                .sum())
        .isGreaterThan(1_000);
  }
}
