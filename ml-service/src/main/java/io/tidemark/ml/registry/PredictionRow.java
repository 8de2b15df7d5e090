package io.tidemark.ml.registry;

import io.tidemark.model.event.Prediction;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A prediction as it is kept.
 *
 * @param prediction as it was told
 * @param modelId the version's; null for the stand-in without a model
 * @param featureHash of the features it was made from
 * @param outcome null until the look-ahead has passed
 * @param rowHash SHA-256 of the values of the features at the bar; null if it was not kept
 */
public record PredictionRow(
    Prediction prediction,
    @Nullable UUID modelId,
    String featureHash,
    Role role,
    @Nullable Outcome outcome,
    @Nullable String rowHash) {

  /** What the one that foretold was. */
  public enum Role {
    CHAMPION,
    /** In the shadow: nothing is decided with it. */
    CHALLENGER,
    /** A heuristic, as there was no model. */
    STAND_IN
  }

  /** What came. */
  public enum Outcome {
    DOWN,
    NEUTRAL,
    UP
  }
}
