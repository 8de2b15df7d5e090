package io.tidemark.ml.model;

/** What must hold of samples before anything is made of them. */
public final class SampleChecks {

  private SampleChecks() {}

  /**
   * Can be learnt from.
   *
   * @throws IllegalArgumentException if not
   */
  public static void requireTraining(Samples train, Samples validation, ModelSettings settings) {
    if (train.count() == 0) {
      throw new IllegalArgumentException(
          "there is no sample to learn from; widen data.window_size_days");
    }
    requireHistory(train, settings);
    requireLabels(train, "train");
    boolean differ = false;
    double weight = 0;
    for (int i = 0; i < train.count(); i++) {
      differ |= train.label(i) != train.label(0);
      weight += train.weight(i);
    }
    if (!differ) {
      throw new IllegalArgumentException(
          "all %d samples have label %d, so there is nothing to learn; change the target's threshold"
              .formatted(train.count(), train.label(0)));
    }
    if (!(weight > 0)) {
      throw new IllegalArgumentException("the weights of the samples must not all be 0");
    }
    if (validation.count() > 0) {
      requirePrediction(validation, train.features(), settings);
      requireLabels(validation, "validation");
    }
  }

  private static void requireLabels(Samples samples, String name) {
    for (int i = 0; i < samples.count(); i++) {
      if (samples.label(i) == Samples.UNKNOWN) {
        throw new IllegalArgumentException(
            "the label of sample %d of %s is not known".formatted(i, name));
      }
    }
  }

  /**
   * Fits a model.
   *
   * @throws IllegalArgumentException if not
   */
  public static void requirePrediction(Samples samples, int features, ModelSettings settings) {
    if (samples.features() != features) {
      throw new IllegalArgumentException(
          "samples must have %d features as the model, they have %d"
              .formatted(features, samples.features()));
    }
    requireHistory(samples, settings);
  }

  private static void requireHistory(Samples samples, ModelSettings settings) {
    if (samples.history() < settings.history()) {
      throw new IllegalArgumentException(
          "samples of %s must know %d bars, they know %d"
              .formatted(settings.kind(), settings.history(), samples.history()));
    }
  }
}
