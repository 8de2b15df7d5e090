package io.tidemark.core.optimise.space;

import java.util.OptionalLong;

/** A parameter that is searched, and the values that it may have. */
public sealed interface Parameter permits NumericRange, Choice {

  /**
   * The name, or the path of names, under which the strategy's file has it: {@code rsi_period},
   * {@code exits.stop_loss_pct}.
   */
  String name();

  /** How many values it has; empty where they are not counted. */
  OptionalLong count();

  /**
   * One of its values.
   *
   * @param index from 0, below {@link #count()}
   * @throws IllegalArgumentException if there is none
   */
  Object valueAt(long index);

  /**
   * The value at a place of its range, for draws.
   *
   * @param unit from 0 to 1; evenly distributed places give values by the parameter's scale
   */
  Object draw(double unit);

  /** Whether it may have a value, in the form that {@link Assignment} has. */
  boolean holds(Object value);
}
