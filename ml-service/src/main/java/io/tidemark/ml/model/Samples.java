package io.tidemark.ml.model;

/**
 * What is learnt or predicted from. A sample is a bar with what was known at its close: its
 * features and those of the bars before it, standardised already. A sample that is learnt from has
 * a label and a weight besides.
 */
public interface Samples {

  /** The label of a sample whose close falls, and where a prediction tells its probability. */
  int DOWN = 0;

  /** The label of a sample whose close stays, and where a prediction tells its probability. */
  int NEUTRAL = 1;

  /** The label of a sample whose close rises, and where a prediction tells its probability. */
  int UP = 2;

  /** The label of a sample of which nobody knows yet. */
  int UNKNOWN = -1;

  /** Number of labels. */
  int CLASSES = 3;

  /** Number of samples, 0 or above. */
  int count();

  /** Number of features of a bar, 1 or above. */
  int features();

  /** How many bars each sample knows, its own included; 1 or above. */
  int history();

  /**
   * The features of a bar.
   *
   * @param sample from 0 to {@link #count()} - 1
   * @param ago bars before the sample's own, from 0 to {@link #history()} - 1
   * @param to takes {@link #features()} values from its start on; NaN where one is missing
   */
  void copy(int sample, int ago, double[] to);

  /**
   * Logarithm of a bar's close by the close before it; 0 where the one before is missing.
   *
   * @param sample from 0 to {@link #count()} - 1
   * @param ago bars before the sample's own, from 0 to {@link #history()} - 1
   */
  double change(int sample, int ago);

  /** {@link #DOWN}, {@link #NEUTRAL}, {@link #UP} or {@link #UNKNOWN}. */
  int label(int sample);

  /** How much a sample counts among the others, 0 or above. */
  double weight(int sample);
}
