package io.tidemark.core.indicator;

import io.tidemark.model.Symbol;

/** Bars that follow each other, whose fields are read as columns. */
public interface BarBlock {

  /** The place of its first bar in the history. */
  int first();

  /** How many bars there are. */
  int count();

  /**
   * Copies a field of all of them; NaN where a bar lacks it.
   *
   * @param at where the first goes
   */
  void copy(BarField field, double[] to, int at);

  /**
   * Copies the closes of another instrument as they were known at the close of each bar; NaN where
   * none was.
   *
   * @param at where the first goes
   */
  void copyClosesOf(Symbol symbol, double[] to, int at);
}
