package io.tidemark.ml.training;

import io.tidemark.kit.configuration.ModelParameters;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.model.ModelKind;
import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.kind.ModelKinds;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The model that is trained for a training file on this machine.
 *
 * @param asked the kind that the file names
 * @param settings of the kind that is trained, which is another one where that cannot be used here
 * @param instead why it is another one; null if it is not
 */
public record ModelChoice(ModelKind asked, ModelSettings settings, @Nullable String instead) {

  /** Epochs of a network without a better loss on the validation after which it ends. */
  private static final int PATIENT_EPOCHS = 10;

  /** Rounds of trees. */
  private static final int PATIENT_ROUNDS = 20;

  /** Part of the result: sums in another order have other last digits. */
  private static final int THREADS = 1;

  private static final double PENALTY = 0.001;
  private static final int AUTOREGRESSIVE = 2;
  private static final int MOVING_AVERAGE = 1;

  /** What the file asks for, or what comes nearest to it here. Loads native libraries. */
  public static ModelChoice of(TrainingFile file) {
    return of(file, ModelKinds::usable, ModelKinds::unusable);
  }

  /**
   * @param usable the kind that is trained in place of another, or that itself
   * @param unusable why a kind cannot be used
   */
  static ModelChoice of(
      TrainingFile file,
      UnaryOperator<ModelKind> usable,
      Function<ModelKind, Optional<String>> unusable) {
    ModelKind asked = ModelKind.valueOf(file.training().modelType().name());
    ModelKind trained = usable.apply(asked);
    String instead =
        trained == asked
            ? null
            : "%s is trained in place of %s: %s"
                .formatted(
                    nameOf(trained),
                    nameOf(asked),
                    unusable.apply(asked).orElse("it cannot be used here"));
    return new ModelChoice(asked, settings(file, trained), instead);
  }

  private static String nameOf(ModelKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static ModelSettings settings(TrainingFile file, ModelKind kind) {
    long seed = file.training().seed();
    return switch (kind) {
      case LSTM -> {
        ModelParameters.Lstm lstm = file.model().lstm();
        yield new ModelSettings.Lstm(
            lstm.layers(),
            lstm.dropout(),
            lstm.batchSize(),
            lstm.epochs(),
            lstm.learningRate(),
            lstm.sequenceLength(),
            PATIENT_EPOCHS,
            seed);
      }
      case RANDOM_FOREST -> {
        ModelParameters.RandomForest forest = file.model().randomForest();
        yield new ModelSettings.Forest(forest.trees(), forest.maxDepth(), THREADS, seed);
      }
      case XGBOOST -> {
        ModelParameters.Xgboost trees = file.model().xgboost();
        yield new ModelSettings.Boosting(
            trees.rounds(), trees.maxDepth(), trees.learningRate(), PATIENT_ROUNDS, THREADS, seed);
      }
      case LOGISTIC -> new ModelSettings.Logistic(PENALTY);
      case ARIMA ->
          new ModelSettings.Arima(AUTOREGRESSIVE, MOVING_AVERAGE, file.target().lookaheadPeriods());
      case HEURISTIC -> ModelSettings.Heuristic.STANDARD;
    };
  }
}
