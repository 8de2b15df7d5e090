package io.tidemark.core.universe;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class VolatilityTest {

  @Test
  void tellsNothingOfTooFewReturns() {
    assertThat(Volatility.ofDailyCloses(List.of())).isEmpty();
    assertThat(Volatility.ofDailyCloses(Collections.nCopies(Volatility.FEWEST_RETURNS, 5.0)))
        .isEmpty();
  }

  @Test
  void isZeroForAFlatSeries() {
    assertThat(Volatility.ofDailyCloses(Collections.nCopies(Volatility.FEWEST_RETURNS + 1, 5.0)))
        .hasValue(new BigDecimal("0.0000"));
  }

  /** Returns of +ln 1.1 and -ln 1.1 by turns: their deviation is ln 1.1 * sqrt(n / (n - 1)). */
  @Test
  void isTheSampleDeviationOfLogarithmicReturns() {
    List<Double> closes = new ArrayList<>();
    for (int day = 0; day <= 8; day++) {
      closes.add(day % 2 == 0 ? 100.0 : 110.0);
    }

    double expected = Math.log(1.1) * Math.sqrt(8.0 / 7.0) * 100;
    assertThat(Volatility.ofDailyCloses(closes))
        .hasValueSatisfying(
            seen -> assertThat(seen.doubleValue()).isCloseTo(expected, offset(0.00005)));
  }

  @Test
  void looksBackThirtyReturnsAndNoFurther() {
    List<Double> wildThenFlat = new ArrayList<>(List.of(1.0, 9.0, 1.0, 9.0));
    wildThenFlat.addAll(Collections.nCopies(Volatility.DAYS + 1, 7.0));

    assertThat(Volatility.ofDailyCloses(wildThenFlat)).hasValue(new BigDecimal("0.0000"));
    wildThenFlat.removeLast();
    assertThat(Volatility.ofDailyCloses(wildThenFlat))
        .hasValueSatisfying(seen -> assertThat(seen).isPositive());
  }

  private static Offset<Double> offset(double value) {
    return Offset.offset(value);
  }
}
