package io.tidemark.backtester.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * An axis whose marks are 1, 2 or 5 times a power of ten apart.
 *
 * @param from its lowest value
 * @param to its highest value, above {@code from}
 * @param step between its marks
 */
record AxisScale(double from, double to, BigDecimal step) {

  private static final int MARKS = 5;

  /** An axis for values from {@code lowest} to {@code highest}; wider if they are the same. */
  static AxisScale of(double lowest, double highest) {
    double room = highest > lowest ? 0 : Math.max(Math.abs(highest) * 0.01, 1e-9);
    double from = lowest - room;
    double to = highest + room;
    return new AxisScale(from, to, step((to - from) / MARKS));
  }

  private static BigDecimal step(double about) {
    int power = (int) Math.floor(StrictMath.log10(about));
    BigDecimal unit = BigDecimal.ONE.scaleByPowerOfTen(power);
    double times = about / unit.doubleValue();
    return unit.multiply(BigDecimal.valueOf(times <= 1 ? 1 : times <= 2 ? 2 : times <= 5 ? 5 : 10));
  }

  /** The marks from the lowest on. */
  List<Double> ticks() {
    List<Double> ticks = new ArrayList<>();
    BigDecimal tick = BigDecimal.valueOf(from).divide(step, 0, RoundingMode.CEILING).multiply(step);
    while (tick.doubleValue() <= to) {
      ticks.add(tick.doubleValue());
      tick = tick.add(step);
    }
    return ticks;
  }

  /** A mark as text, with the digits that tell it from the next. */
  String label(double tick) {
    int digits = Math.max(0, step.stripTrailingZeros().scale());
    return BigDecimal.valueOf(tick).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** Where a value lies between two places, of which {@code low} is that of {@link #from}. */
  double place(double value, double low, double high) {
    return low + (high - low) * (value - from) / (to - from);
  }
}
