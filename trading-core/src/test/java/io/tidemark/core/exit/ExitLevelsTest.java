package io.tidemark.core.exit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitLevelsTest {

  /** Checked by hand: level = cost / quantity x (1 -/+ percent / 100); a touch is enough. */
  @ParameterizedTest
  @CsvSource(
      useHeadersInDisplayName = true,
      delimiter = '|',
      textBlock =
          """
          side  | cost | quantity | stop % | target % | price        | hit
          LONG  | 1000 | 10       | 2      | 4        | 98.01        | -
          LONG  | 1000 | 10       | 2      | 4        | 98           | STOP_LOSS
          LONG  | 1000 | 10       | 2      | 4        | 50           | STOP_LOSS
          LONG  | 1000 | 10       | 2      | 4        | 103.99       | -
          LONG  | 1000 | 10       | 2      | 4        | 104          | TAKE_PROFIT
          LONG  | 1000 | 10       | 2      |          | 1000         | -
          LONG  | 1000 | 10       |        | 4        | 1            | -
          LONG  | 1000 | 10       | 0.05   | 0.05     | 99.951       | -
          LONG  | 1000 | 10       | 0.05   | 0.05     | 99.95        | STOP_LOSS
          LONG  | 100  | 3        | 10     | 20       | 30           | STOP_LOSS
          LONG  | 100  | 3        | 10     | 20       | 30.000000001 | -
          LONG  | 100  | 3        | 10     | 20       | 40           | TAKE_PROFIT
          LONG  | 100  | 3        | 10     | 20       | 39.999999999 | -
          SHORT | 1000 | 10       | 2      | 4        | 101.99       | -
          SHORT | 1000 | 10       | 2      | 4        | 102          | STOP_LOSS
          SHORT | 1000 | 10       | 2      | 4        | 96.01        | -
          SHORT | 1000 | 10       | 2      | 4        | 96           | TAKE_PROFIT
          """)
  void closesAtItsLevels(
      PositionSide side,
      BigDecimal cost,
      String quantity,
      BigDecimal stop,
      BigDecimal target,
      String price,
      String hit) {
    ExitLevels levels =
        new ExitLevels(side, cost, Quantity.of(quantity), new ExitPlan(stop, target));

    assertThat(levels.hitBy(Price.of(price)).map(Enum::name).orElse("-")).isEqualTo(hit);
  }

  @Test
  void showsItsPrices() {
    ExitLevels levels =
        new ExitLevels(
            PositionSide.LONG,
            new BigDecimal("100"),
            Quantity.of("3"),
            new ExitPlan(new BigDecimal("10"), new BigDecimal("25")));

    assertThat(levels.stopPrice()).isEqualTo(Price.of("30"));
    assertThat(levels.takeProfitPrice()).isEqualTo(Price.of("41.6666666666666667"));
  }

  @Test
  void hasNoTargetAtOrBelowZero() {
    ExitLevels levels =
        new ExitLevels(
            PositionSide.SHORT,
            new BigDecimal("100"),
            Quantity.of("1"),
            new ExitPlan(null, new BigDecimal("100")));

    assertThat(levels.takeProfitPrice()).isNull();
    assertThat(levels.stopPrice()).isNull();
  }
}
