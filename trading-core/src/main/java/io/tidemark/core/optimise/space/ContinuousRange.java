package io.tidemark.core.optimise.space;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.OptionalLong;

/**
 * Numbers between two bounds without a step. What is drawn is rounded to what a reader can still
 * tell apart: on a linear scale to a power of ten that divides the range into at least 10,000
 * parts, on a logarithmic one to four significant digits.
 *
 * @param from the least value; above 0 on a logarithmic scale
 * @param to the highest value, above {@code from}
 */
public record ContinuousRange(String name, BigDecimal from, BigDecimal to, Scale scale)
    implements NumericRange {

  private static final int DIGITS = 4;

  /**
   * @throws IllegalArgumentException if the bounds do not fit
   */
  public ContinuousRange {
    Names.require(name);
    from = Values.canonical(from);
    to = Values.canonical(to);
    Bounds.require(name, from, to, scale);
  }

  /** Empty: its values are not counted, and a grid has no place for it. */
  @Override
  public OptionalLong count() {
    return OptionalLong.empty();
  }

  /**
   * @throws IllegalArgumentException always: its values are not counted
   */
  @Override
  public BigDecimal valueAt(long index) {
    throw new IllegalArgumentException(name + " has no step, so its values are not counted");
  }

  @Override
  public BigDecimal draw(double unit) {
    double place = scale.value(from.doubleValue(), to.doubleValue(), unit);
    BigDecimal rounded = rounded(BigDecimal.valueOf(place));
    return Values.canonical(rounded.max(from).min(to));
  }

  private BigDecimal rounded(BigDecimal value) {
    if (scale == Scale.LOG) {
      return value.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    }
    BigDecimal width = to.subtract(from);
    int power = width.precision() - width.scale() - 1;
    return value.setScale(DIGITS - power, RoundingMode.HALF_EVEN);
  }

  @Override
  public double unitOf(BigDecimal value) {
    return scale.unit(from.doubleValue(), to.doubleValue(), value.doubleValue());
  }

  @Override
  public boolean holds(Object value) {
    return value instanceof BigDecimal number
        && number.compareTo(from) >= 0
        && number.compareTo(to) <= 0;
  }

  @Override
  public String toString() {
    return "%s %s to %s %s".formatted(name, from.toPlainString(), to.toPlainString(), scale);
  }
}
