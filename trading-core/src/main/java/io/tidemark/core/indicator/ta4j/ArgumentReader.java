package io.tidemark.core.indicator.ta4j;

import org.ta4j.core.BarSeries;

/** Hands out the numbers a user gave, one after the other, for indicators over one bar series. */
final class ArgumentReader {

  private final BarSeries bars;
  private final double[] numbers;
  private int next;

  ArgumentReader(BarSeries bars, double[] numbers) {
    this.bars = bars;
    this.numbers = numbers;
  }

  BarSeries bars() {
    return bars;
  }

  double number() {
    return numbers[next++];
  }

  /**
   * @throws IllegalArgumentException if it is not whole, or out of bounds
   */
  int whole(String name, int least, int most) {
    double value = number();
    if (value != Math.rint(value) || value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be a whole number from %d to %d, was %s".formatted(name, least, most, value));
    }
    return (int) value;
  }
}
