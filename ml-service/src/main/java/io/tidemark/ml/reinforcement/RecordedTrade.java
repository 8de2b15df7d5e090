package io.tidemark.ml.reinforcement;

/**
 * A trade that ended.
 *
 * @param features what was known at its entry, standardised; finite
 * @param result its net profit at full size, in any unit that keeps results at about 1; below 0 if
 *     it lost
 */
public record RecordedTrade(double[] features, double result) {

  /**
   * @throws IllegalArgumentException if there is no feature, or a number is not finite
   */
  public RecordedTrade {
    if (features.length == 0) {
      throw new IllegalArgumentException("features must be at least one");
    }
    for (double feature : features) {
      if (!Double.isFinite(feature)) {
        throw new IllegalArgumentException("features must be finite, one is " + feature);
      }
    }
    if (!Double.isFinite(result)) {
      throw new IllegalArgumentException("result must be finite, was " + result);
    }
  }
}
