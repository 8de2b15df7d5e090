package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
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
 */
public record TrainingFile(
    Training training, Data data, TrainingFeatures features, Target target, ModelParameters model) {

  @JsonCreator
  static TrainingFile read(
      @Nullable Training training,
      @Nullable Data data,
      @Nullable TrainingFeatures features,
      @Nullable Target target,
      @Nullable ModelParameters model) {
    return new TrainingFile(
        required("training", training),
        required("data", data),
        required("features", features),
        target == null ? Target.read(null, null, null) : target,
        model == null ? ModelParameters.DEFAULT : model);
  }

  /**
   * Reads a file.
   *
   * @throws ConfigurationException if it is missing or not valid
   */
  public static TrainingFile load(Path file) {
    return YamlBinding.bind(FileContent.read(file).document(), TrainingFile.class);
  }

  /** Kinds of models. */
  public enum ModelType {
    /** A recurrent network. */
    LSTM,
    /** Trees on random parts of the data, which vote. */
    RANDOM_FOREST,
    /** Trees of which each mends the ones before. */
    XGBOOST
  }

  /**
   * @param modelName of lower-case letters, digits, hyphens and underscores, at most 64
   * @param modelType the kind of model
   */
  public record Training(String modelName, ModelType modelType) {

    public Training {
      require(
          modelName.matches("[a-z0-9][a-z0-9_-]{0,63}"),
          "training.model_name must be at most 64 lower-case letters, digits, - and _",
          modelName);
    }

    @JsonCreator
    static Training read(@Nullable String modelName, @Nullable String modelType) {
      return new Training(
          required("training.model_name", modelName),
          Choice.of(
              "training.model_type",
              ModelType.class,
              required("training.model_type", modelType),
              ModelType.LSTM));
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

  /** What a model foretells. */
  public enum TargetType {
    /** Whether the close will be higher, lower, or neither by the threshold. */
    PRICE_DIRECTION
  }

  /**
   * @param type default price_direction
   * @param lookaheadPeriods bars ahead, from 1 to 10,000; default 5
   * @param thresholdPct percent that the close must move to count, 0 or above; default 0.5
   */
  public record Target(TargetType type, int lookaheadPeriods, BigDecimal thresholdPct) {

    private static final int FARTHEST = 10_000;

    public Target {
      require(
          lookaheadPeriods >= 1 && lookaheadPeriods <= FARTHEST,
          "target.lookahead_periods must be from 1 to " + FARTHEST,
          lookaheadPeriods);
      require(
          thresholdPct.signum() >= 0,
          "target.threshold_pct must be 0 or above",
          thresholdPct.toPlainString());
    }

    @JsonCreator
    static Target read(
        @Nullable String type,
        @Nullable Integer lookaheadPeriods,
        @Nullable BigDecimal thresholdPct) {
      return new Target(
          Choice.of("target.type", TargetType.class, type, TargetType.PRICE_DIRECTION),
          lookaheadPeriods == null ? 5 : lookaheadPeriods,
          thresholdPct == null ? new BigDecimal("0.5") : thresholdPct);
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
