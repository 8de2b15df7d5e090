package io.tidemark.ml.registry;

import io.tidemark.ml.model.Sha256;
import io.tidemark.model.Timeframe;
import java.time.Instant;

/**
 * A set of features as it is kept.
 *
 * @param hash what it is known by, of all that decides the values
 * @param timeframe of the bars that have a row each
 * @param features how many, above 0
 * @param definition their names and expressions in their order, as JSON
 */
public record FeatureSetRow(
    String hash, Timeframe timeframe, int features, String definition, Instant createdAt) {

  /**
   * @throws IllegalArgumentException if the hash is none or there is no feature
   */
  public FeatureSetRow {
    Sha256.require("hash of a feature set", hash);
    if (features <= 0) {
      throw new IllegalArgumentException(
          "features of a feature set must be above 0, was " + features);
    }
  }
}
