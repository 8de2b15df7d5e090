package io.tidemark.core.strategy;

import java.util.List;

/**
 * A compiled number over the bars of a timeframe, such as {@code close / ema(50) - 1}. Made by
 * {@link RuleCompiler#formula}.
 */
public final class Formula {

  private final NumberExpression expression;
  private final List<Reading> readings;

  Formula(NumberExpression expression, List<Reading> readings) {
    this.expression = expression;
    this.readings = List.copyOf(readings);
  }

  /** The values it reads, in order of appearance; at least one. */
  public List<Reading> readings() {
    return readings;
  }

  /** The value at the latest bar, finite; NaN if it is not defined. */
  public double value() {
    return finite(expression.at(0));
  }

  /**
   * Copies what it was at the bars of the block that its series have taken, bit for bit what {@link
   * #value} is at each.
   *
   * @param at where the first goes
   */
  public void copyBlock(double[] to, int at, int count) {
    BlockRules.Numbers values = BlockRules.numbers(expression, 0, count);
    for (int i = 0; i < count; i++) {
      to[at + i] = finite(values.at(i));
    }
  }

  private static double finite(double value) {
    return Math.abs(value) <= Double.MAX_VALUE ? value : Double.NaN;
  }

  /** Canonical: equal texts mean equal calculations, however they were written. */
  @Override
  public String toString() {
    return expression.toString();
  }
}
