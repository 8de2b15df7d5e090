package io.tidemark.ml.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.tidemark.ml.model.Samples;

/** Samples in the form of a network. */
final class Sequences {

  private Sequences() {}

  /**
   * The bars of some samples, the oldest first; a feature that is missing is at its mean, 0.
   *
   * @param order samples, of which those from one place to before another are taken
   * @param length bars of each, up to its own
   */
  static NDArray inputs(
      NDManager manager, Samples samples, int[] order, int from, int to, int length) {
    return inputs(manager, samples, order, from, to, length, 0);
  }

  /**
   * As above.
   *
   * @param ago how many bars before a sample's own the last one is
   */
  static NDArray inputs(
      NDManager manager, Samples samples, int[] order, int from, int to, int length, int ago) {
    int features = samples.features();
    float[] values = new float[(to - from) * length * features];
    double[] bar = new double[features];
    int next = 0;
    for (int i = from; i < to; i++) {
      for (int before = ago + length - 1; before >= ago; before--) {
        samples.copy(order[i], before, bar);
        for (double value : bar) {
          values[next++] = Double.isNaN(value) ? 0 : (float) value;
        }
      }
    }
    return manager.create(values, new Shape(to - from, length, features));
  }

  /** At the label of each sample its share of all their weights, elsewhere 0. */
  static NDArray targets(NDManager manager, Samples samples, int[] order, int from, int to) {
    double total = 0;
    for (int i = from; i < to; i++) {
      total += samples.weight(order[i]);
    }
    float[] targets = new float[(to - from) * Samples.CLASSES];
    for (int i = from; i < to && total > 0; i++) {
      int label = samples.label(order[i]);
      targets[(i - from) * Samples.CLASSES + label] = (float) (samples.weight(order[i]) / total);
    }
    return manager.create(targets, new Shape(to - from, Samples.CLASSES));
  }
}
