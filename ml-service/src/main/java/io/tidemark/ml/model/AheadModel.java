package io.tidemark.ml.model;

/**
 * A model that goes through the bars of a sample one after the other, so that all but the last can
 * be gone through before that one comes.
 */
public interface AheadModel extends Model {

  /**
   * What it has made of the bars that the next bar of each sample will find, of each as many
   * numbers as the model needs.
   *
   * @param ago how many bars before the sample's own the last of them is; 0 if the next bar is the
   *     one after the sample's own
   * @throws IllegalArgumentException as {@link #predict}
   */
  float[][] prepare(Samples samples, int ago);

  /**
   * As {@link #predict}, within rounding, of samples whose bars but the last were gone through.
   *
   * @param prepared what {@link #prepare} gave of the bars before each sample's own
   */
  double[][] predict(Samples samples, float[][] prepared);
}
