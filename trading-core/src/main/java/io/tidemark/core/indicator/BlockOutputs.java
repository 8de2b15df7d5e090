package io.tidemark.core.indicator;

import org.jspecify.annotations.Nullable;

/** Where the values of a kernel go at the bars of a block: to those of its series that are read. */
final class BlockOutputs {

  private final double[] @Nullable [] to;
  private final int[] at;

  BlockOutputs(Series[] outputs, int count) {
    to = new double[outputs.length][];
    at = new int[outputs.length];
    for (int i = 0; i < outputs.length; i++) {
      if (outputs[i].isRead()) {
        to[i] = outputs[i].openBlock(count);
        at[i] = outputs[i].blockStart();
      }
    }
  }

  /** Whether anybody reads an output. */
  boolean isRead(int output) {
    return to[output] != null;
  }

  /** Notes what an output is at a bar of the block. */
  void note(int output, int bar, double value) {
    double[] values = to[output];
    if (values != null) {
      values[at[output] + bar] = Node.finite(value);
    }
  }

  /** Notes what a kernel shows at a bar of the block. */
  void note(int bar, Kernel kernel) {
    for (int i = 0; i < to.length; i++) {
      double[] values = to[i];
      if (values != null) {
        values[at[i] + bar] = Node.finite(kernel.value(i));
      }
    }
  }

  /** Notes that no output is defined at a bar of the block. */
  void noteUndefined(int bar) {
    for (int i = 0; i < to.length; i++) {
      note(i, bar, Double.NaN);
    }
  }
}
