package io.tidemark.backtester.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisScaleTest {

  @ParameterizedTest
  @CsvSource({"0, 100, 20", "0, 90, 20", "9950, 10030, 20", "-0.031, 0, 0.01", "0, 1000, 200"})
  void marksAreOneTwoOrFiveApart(double from, double to, String step) {
    assertThat(AxisScale.of(from, to).step()).isEqualByComparingTo(step);
  }

  @Test
  void marksLieWithinAndHaveTheDigitsThatTellThemApart() {
    AxisScale axis = AxisScale.of(-0.031, 0.004);

    assertThat(axis.ticks().stream().map(axis::label))
        .containsExactly("-0.03", "-0.02", "-0.01", "0.00");
  }

  @Test
  void givesRoomToAValueThatDoesNotMove() {
    AxisScale axis = AxisScale.of(100, 100);

    assertThat(axis.place(100, 200, 0)).isEqualTo(100);
    assertThat(axis.ticks()).contains(100.0);
    assertThat(AxisScale.of(0, 0).ticks()).contains(0.0);
  }
}
