package io.tidemark.core.optimise.space;

import java.math.BigDecimal;
import java.util.OptionalLong;

/**
 * Numbers in equal steps, both ends included.
 *
 * @param from the least value; above 0 on a logarithmic scale
 * @param to the highest value, a whole number of steps above {@code from}
 * @param step above 0
 * @param scale how likely the values are; it does not change which there are
 */
public record SteppedRange(
    String name, BigDecimal from, BigDecimal to, BigDecimal step, Scale scale)
    implements NumericRange {

  /** The most values that a range may have. */
  public static final int MOST_VALUES = 1_000_000;

  /**
   * @throws IllegalArgumentException if a bound or the step does not fit the others
   */
  public SteppedRange {
    Names.require(name);
    from = Values.canonical(from);
    to = Values.canonical(to);
    step = Values.canonical(step);
    Bounds.require(name, from, to, scale);
    if (step.signum() <= 0) {
      throw new IllegalArgumentException(
          "%s.step must be above 0, was %s".formatted(name, step.toPlainString()));
    }
    BigDecimal[] steps = to.subtract(from).divideAndRemainder(step);
    if (steps[1].signum() != 0) {
      BigDecimal reached = from.add(steps[0].multiply(step));
      throw new IllegalArgumentException(
          "%s.to must be a whole number of steps of %s above %s, such as %s or %s, was %s"
              .formatted(
                  name,
                  step.toPlainString(),
                  from.toPlainString(),
                  reached.toPlainString(),
                  reached.add(step).toPlainString(),
                  to.toPlainString()));
    }
    if (steps[0].compareTo(BigDecimal.valueOf(MOST_VALUES)) >= 0) {
      throw new IllegalArgumentException(
          "%s must have at most %d values, has %s: take a larger step"
              .formatted(name, MOST_VALUES, steps[0].add(BigDecimal.ONE).toPlainString()));
    }
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(values());
  }

  private int values() {
    return to.subtract(from).divideToIntegralValue(step).intValueExact() + 1;
  }

  @Override
  public BigDecimal valueAt(long index) {
    Bounds.requireIndex(name, index, values());
    return Values.canonical(from.add(step.multiply(BigDecimal.valueOf(index))));
  }

  /** The index of a value, the opposite of {@link #valueAt}. */
  public int indexOf(BigDecimal value) {
    return value.subtract(from).divideToIntegralValue(step).intValueExact();
  }

  @Override
  public BigDecimal draw(double unit) {
    double place = scale.value(lowEdge(), highEdge(), unit);
    long index = Math.round((place - from.doubleValue()) / step.doubleValue());
    return valueAt(Math.clamp(index, 0, values() - 1));
  }

  @Override
  public double unitOf(BigDecimal value) {
    return scale.unit(lowEdge(), highEdge(), value.doubleValue());
  }

  /** Half a step beyond the ends, so that they are drawn as often as their neighbours. */
  private double lowEdge() {
    BigDecimal room = scale == Scale.LOG ? step.min(from) : step;
    return from.doubleValue() - room.doubleValue() / 2;
  }

  private double highEdge() {
    return to.doubleValue() + step.doubleValue() / 2;
  }

  @Override
  public boolean holds(Object value) {
    return value instanceof BigDecimal number
        && number.compareTo(from) >= 0
        && number.compareTo(to) <= 0
        && number.subtract(from).remainder(step).signum() == 0;
  }

  @Override
  public String toString() {
    return "%s %s to %s step %s %s"
        .formatted(name, from.toPlainString(), to.toPlainString(), step.toPlainString(), scale);
  }
}
