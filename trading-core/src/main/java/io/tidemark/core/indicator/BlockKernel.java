package io.tidemark.core.indicator;

/**
 * A kernel over one series that takes many values at once more quickly than one by one, and comes
 * to the same bits.
 */
interface BlockKernel extends Kernel {

  /**
   * Takes the values of some bars of a block one after the other, and notes what each comes to.
   *
   * @param from values, finite at these bars
   * @param start where the value of the block's first bar is
   * @param first of the bars, by its place in the block
   * @param end the place after the last
   */
  void updateDefined(double[] from, int start, int first, int end, BlockOutputs to);
}
