package io.tidemark.core.optimise.space;

import java.math.BigDecimal;

/** A parameter whose values are numbers between two bounds, both of them included. */
public sealed interface NumericRange extends Parameter permits SteppedRange, ContinuousRange {

  /** The least value. */
  BigDecimal from();

  /** The highest value. */
  BigDecimal to();

  /** How places of the range and values go together. */
  Scale scale();

  /**
   * The place of a value in the range, from 0 to 1: the opposite of {@link #draw}.
   *
   * @param value from {@link #from()} to {@link #to()}
   */
  double unitOf(BigDecimal value);

  @Override
  BigDecimal draw(double unit);

  @Override
  BigDecimal valueAt(long index);
}
