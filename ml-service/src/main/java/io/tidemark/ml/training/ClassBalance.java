package io.tidemark.ml.training;

import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.Label;
import io.tidemark.core.learn.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * How often each label came among the rows trained on, and how much more one of it counted there,
 * so that a rare one is learnt as well as a frequent one. A model learns what is probable where all
 * labels are as frequent as each other; {@link #undo} makes of that what is probable where they are
 * as frequent as they are (C. Elkan, The foundations of cost-sensitive learning, 2001).
 *
 * @param counts of rows by ordinal of the label
 * @param factors by which a row's weight was multiplied, by ordinal of its label, above 0; 1 for
 *     one that did not occur
 */
public record ClassBalance(List<Integer> counts, List<Double> factors) {

  private static final int CLASSES = Label.values().length;

  /**
   * @throws IllegalArgumentException if there is not one of each a label, nothing was counted, or a
   *     factor is not above 0
   */
  public ClassBalance {
    counts = List.copyOf(counts);
    factors = List.copyOf(factors);
    if (counts.size() != CLASSES || factors.size() != CLASSES) {
      throw new IllegalArgumentException(
          "counts and factors must be one a label, were %s and %s".formatted(counts, factors));
    }
    if (counts.stream().anyMatch(count -> count < 0) || counts.stream().allMatch(c -> c == 0)) {
      throw new IllegalArgumentException("counts must be 0 or above, not all 0, were " + counts);
    }
    if (!factors.stream().allMatch(factor -> factor > 0 && Double.isFinite(factor))) {
      throw new IllegalArgumentException("factors must be above 0 and finite, were " + factors);
    }
  }

  /**
   * Of labels before and after they were weighed.
   *
   * @param rows those trained on
   */
  static ClassBalance of(Labels before, Labels after, Rows rows) {
    List<Integer> counts = new ArrayList<>();
    List<Double> factors = new ArrayList<>();
    for (Label label : Label.values()) {
      Rows of = rows.where(row -> before.label(row) == label);
      counts.add(of.size());
      factors.add(of.isEmpty() ? 1.0 : after.weight(of.get(0)) / before.weight(of.get(0)));
    }
    return new ClassBalance(counts, factors);
  }

  /** The same counts without a weight, for a model that learns nothing from weights. */
  ClassBalance unweighed() {
    return new ClassBalance(counts, List.of(1.0, 1.0, 1.0));
  }

  /** Shares of the labels: what is foretold without a model. */
  double[] shares() {
    double all = counts.stream().mapToInt(Integer::intValue).sum();
    return counts.stream().mapToDouble(count -> count / all).toArray();
  }

  /** Probabilities where labels are as frequent as they are. */
  public double[] undo(double[] balanced) {
    double[] probabilities = new double[CLASSES];
    double sum = 0;
    for (int of = 0; of < CLASSES; of++) {
      probabilities[of] = balanced[of] / factors.get(of);
      sum += probabilities[of];
    }
    for (int of = 0; of < CLASSES; of++) {
      probabilities[of] /= sum;
    }
    return probabilities;
  }
}
