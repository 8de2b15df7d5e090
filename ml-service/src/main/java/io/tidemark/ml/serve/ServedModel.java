package io.tidemark.ml.serve;

import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.feature.Standardiser;
import io.tidemark.ml.baseline.HeuristicModel;
import io.tidemark.ml.model.Model;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.reinforcement.SizingAgent;
import io.tidemark.model.Ids;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A model with what its samples are made with.
 *
 * @param id the version's; null for the stand-in without a model
 * @param name such as {@code btc_lstm}
 * @param hash SHA-256 of its files
 * @param role what its predictions count for
 * @param features it is shown, in order
 * @param standardiser that was fitted on what it learnt from
 * @param balance takes out of its probabilities what the weights of its training put in; the
 *     identity if they put in nothing
 * @param sizing the agent that tells sizes beside it; null for none
 */
public record ServedModel(
    @Nullable UUID id,
    String name,
    String hash,
    Role role,
    FeatureSet features,
    Standardiser standardiser,
    Model model,
    UnaryOperator<double[]> balance,
    @Nullable SizingAgent sizing) {

  private static final String STAND_IN = "heuristic";

  /**
   * @throws IllegalArgumentException if the standardiser was fitted on other features, or the model
   *     or the agent knows another number of columns
   */
  public ServedModel {
    if (!standardiser.featureHash().equals(features.hash())) {
      throw new IllegalArgumentException(
          "the standardiser of %s must be fitted on the features %s, was on %s"
              .formatted(name, features.hash(), standardiser.featureHash()));
    }
    if (standardiser.columns() != model.features()) {
      throw new IllegalArgumentException(
          "%s must know the %d columns of its standardiser, knows %d"
              .formatted(name, standardiser.columns(), model.features()));
    }
    if (sizing != null && sizing.features() != standardiser.columns()) {
      throw new IllegalArgumentException(
          "the agent of %s must know the %d columns of its standardiser, knows %d"
              .formatted(name, standardiser.columns(), sizing.features()));
    }
  }

  /** One without an agent that sizes. */
  public ServedModel(
      @Nullable UUID id,
      String name,
      String hash,
      Role role,
      FeatureSet features,
      Standardiser standardiser,
      Model model,
      UnaryOperator<double[]> balance) {
    this(id, name, hash, role, features, standardiser, model, balance, null);
  }

  /** What foretells where there is no model: a heuristic, which looks at no feature. */
  public static ServedModel standIn(FeatureSet features) {
    ModelSettings.Heuristic settings = ModelSettings.Heuristic.STANDARD;
    int size = features.size();
    List<Double> zeros = Collections.nCopies(size, 0.0);
    return new ServedModel(
        null,
        STAND_IN,
        Ids.sha256(settings.toString()),
        Role.STAND_IN,
        features,
        new Standardiser(
            features.hash(),
            features.names(),
            zeros,
            Collections.nCopies(size, 1.0),
            zeros,
            List.of()),
        new HeuristicModel(settings, size),
        UnaryOperator.identity());
  }

  /** How many bars a sample must know, its own included. */
  int history() {
    return model.settings().history();
  }

  /** Whether what it tells depends on features, so that they must have warmed up. */
  boolean readsFeatures() {
    boolean modelReads =
        switch (model.settings().kind()) {
          case LSTM, RANDOM_FOREST, XGBOOST, LOGISTIC -> true;
          case ARIMA, HEURISTIC -> false;
        };
    return modelReads || sizing != null;
  }
}
