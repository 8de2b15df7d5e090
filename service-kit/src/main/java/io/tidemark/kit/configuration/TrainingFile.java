package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * {@code config/ml/*.yaml}: how a model is trained. Keys that are left out have defaults.
 *
 * @param training which model
 * @param data what it is trained on
 * @param features what it is shown of a bar
 * @param target what it learns to foretell
 * @param model how it is built
 * @param promotion when it takes the place of the model in use
 * @param retraining when it is trained anew before its time
 * @param reinforcement an agent that learns sizes from recorded trades
 * @param evaluation what it is judged with
 */
public record TrainingFile(
    Training training,
    Data data,
    TrainingFeatures features,
    TrainingTarget target,
    ModelParameters model,
    Promotion promotion,
    Retraining retraining,
    Reinforcement reinforcement,
    Evaluation evaluation) {

  /**
   * @throws IllegalArgumentException if the features cannot be made of the bars
   */
  public TrainingFile {
    FeatureSet _ = DeclaredFeatures.of(features, data.timeframe());
  }

  @JsonCreator
  static TrainingFile read(
      @Nullable Training training,
      @Nullable Data data,
      @Nullable TrainingFeatures features,
      @Nullable TrainingTarget target,
      @Nullable ModelParameters model,
      @Nullable Promotion promotion,
      @Nullable Retraining retraining,
      @Nullable Reinforcement reinforcement,
      @Nullable Evaluation evaluation) {
    return new TrainingFile(
        required("training", training),
        required("data", data),
        required("features", features),
        target == null ? TrainingTarget.DEFAULT : target,
        model == null ? ModelParameters.DEFAULT : model,
        promotion == null ? Promotion.DEFAULT : promotion,
        retraining == null ? Retraining.DEFAULT : retraining,
        reinforcement == null ? Reinforcement.DEFAULT : reinforcement,
        evaluation == null ? Evaluation.DEFAULT : evaluation);
  }

  /** What the model is shown at each bar, for training and for serving. */
  public FeatureSet featureSet() {
    return DeclaredFeatures.of(features, data.timeframe());
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it is missing or not valid
   */
  public static TrainingFile load(Path file) {
    return YamlBinding.bind(FileContent.read(file).document(), TrainingFile.class);
  }

  /**
   * Reads a text as if it were a file's.
   *
   * @param name of the text, told in errors in place of a file
   * @throws ConfigurationException if it is not valid
   */
  public static TrainingFile parse(String name, String yaml) {
    return YamlBinding.bind(YamlDocument.parse(Path.of(name), yaml), TrainingFile.class);
  }

  /** Kinds of models. */
  public enum ModelType {
    /** A recurrent network. */
    LSTM,
    /** Trees on random parts of the data, which vote. */
    RANDOM_FOREST,
    /** Trees of which each mends the ones before. */
    XGBOOST,
    /** Weights of the features. */
    LOGISTIC,
    /** A forecast of the next returns from the last ones. */
    ARIMA,
    /** Rules of thumb that need no training. */
    HEURISTIC
  }

  /**
   * @param modelName of lower-case letters, digits, hyphens and underscores, at most 64
   * @param modelType the kind of model
   * @param seed of everything that is drawn in training; default 1
   * @param split which rows are trained on, chosen by, and judged by
   */
  public record Training(String modelName, ModelType modelType, long seed, Split split) {

    public Training {
      require(
          modelName.matches("[a-z0-9][a-z0-9_-]{0,63}"),
          "training.model_name must be at most 64 lower-case letters, digits, - and _",
          modelName);
    }

    @JsonCreator
    static Training read(
        @Nullable String modelName,
        @Nullable String modelType,
        @Nullable Long seed,
        @Nullable Split split) {
      return new Training(
          required("training.model_name", modelName),
          Choice.of(
              "training.model_type",
              ModelType.class,
              required("training.model_type", modelType),
              ModelType.LSTM),
          seed == null ? 1 : seed,
          split == null ? Split.DEFAULT : split);
    }
  }

  /**
   * How rows are divided, in order of time. Rows whose target reaches from one part into the next
   * are left out.
   *
   * @param validationPct percent of the rows that choose among models, from 1 to 45; default 15
   * @param holdoutPct percent of the rows, the latest, that judge, from 1 to 45; default 15
   * @param embargoPeriods bars that are left out between the parts as well, from 0 to 100,000;
   *     default 60
   */
  public record Split(int validationPct, int holdoutPct, int embargoPeriods) {

    /** What holds where nothing is given. */
    static final Split DEFAULT = read(null, null, null);

    private static final int LONGEST_EMBARGO = 100_000;

    public Split {
      requirePart("training.split.validation_pct", validationPct);
      requirePart("training.split.holdout_pct", holdoutPct);
      require(
          embargoPeriods >= 0 && embargoPeriods <= LONGEST_EMBARGO,
          "training.split.embargo_periods must be from 0 to " + LONGEST_EMBARGO,
          embargoPeriods);
    }

    private static void requirePart(String key, int percent) {
      require(percent >= 1 && percent <= 45, key + " must be from 1 to 45", percent);
    }

    @JsonCreator
    static Split read(
        @Nullable Integer validationPct,
        @Nullable Integer holdoutPct,
        @Nullable Integer embargoPeriods) {
      return new Split(
          validationPct == null ? 15 : validationPct,
          holdoutPct == null ? 15 : holdoutPct,
          embargoPeriods == null ? 60 : embargoPeriods);
    }
  }

  /** How often a model is trained anew. */
  public enum UpdateFrequency {
    /** At each full hour, UTC. */
    HOURLY,
    /** At each midnight, UTC. */
    DAILY,
    /** At each midnight, UTC, on which a Monday begins. */
    WEEKLY
  }

  /**
   * @param windowSizeDays of the latest bars, from 1 to 3650; default 30
   * @param rollingUpdate whether the window moves on with time and the model is trained anew;
   *     default false
   * @param updateFrequency how often, with {@code rollingUpdate}; default daily
   */
  public record Data(
      String exchange,
      Symbol symbol,
      Timeframe timeframe,
      int windowSizeDays,
      boolean rollingUpdate,
      UpdateFrequency updateFrequency) {

    private static final int TEN_YEARS = 3650;

    public Data {
      require(!exchange.isBlank(), "data.exchange must be one such as kraken", exchange);
      require(
          windowSizeDays >= 1 && windowSizeDays <= TEN_YEARS,
          "data.window_size_days must be from 1 to " + TEN_YEARS,
          windowSizeDays);
    }

    @JsonCreator
    static Data read(
        @Nullable String exchange,
        @Nullable Symbol symbol,
        @Nullable Timeframe timeframe,
        @Nullable Integer windowSizeDays,
        @Nullable Boolean rollingUpdate,
        @Nullable String updateFrequency) {
      return new Data(
          required("data.exchange", exchange),
          required("data.symbol", symbol),
          required("data.timeframe", timeframe),
          windowSizeDays == null ? 30 : windowSizeDays,
          rollingUpdate != null && rollingUpdate,
          Choice.of(
              "data.update_frequency",
              UpdateFrequency.class,
              updateFrequency,
              UpdateFrequency.DAILY));
    }
  }

  static <T> T required(String key, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(key + " is missing");
    }
    return value;
  }

  static void require(boolean holds, String rule, Object seen) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + seen);
    }
  }
}
