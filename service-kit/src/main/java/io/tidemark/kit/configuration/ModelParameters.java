package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How models are built, for each kind; only that of {@code training.model_type} is used.
 *
 * @param lstm a recurrent network
 * @param randomForest trees that vote
 * @param xgboost trees that mend one another
 */
public record ModelParameters(Lstm lstm, RandomForest randomForest, Xgboost xgboost) {

  /** What holds where nothing is given. */
  static final ModelParameters DEFAULT = read(null, null, null);

  @JsonCreator
  static ModelParameters read(
      @Nullable Lstm lstm, @Nullable RandomForest randomForest, @Nullable Xgboost xgboost) {
    return new ModelParameters(
        lstm == null ? Lstm.read(null, null, null, null, null, null) : lstm,
        randomForest == null ? RandomForest.read(null, null) : randomForest,
        xgboost == null ? Xgboost.read(null, null, null) : xgboost);
  }

  /**
   * @param layers units of each layer, each from 1 to 4096; default 128, 64, 32
   * @param dropout share of units left out while training, in [0, 1); default 0.2
   * @param batchSize examples a step, from 1 to 65,536; default 64
   * @param epochs passes over the data, from 1 to 10,000; default 100
   * @param learningRate in (0, 1]; default 0.001
   * @param sequenceLength bars that it is shown at once, from 1 to 1,000; default 60
   */
  public record Lstm(
      List<Integer> layers,
      double dropout,
      int batchSize,
      int epochs,
      double learningRate,
      int sequenceLength) {

    public Lstm {
      layers = List.copyOf(layers);
      TrainingFile.require(
          !layers.isEmpty(), "model.lstm.layers must name at least one layer", "none");
      layers.forEach(units -> within("model.lstm.layers", units, 1, 4096));
      TrainingFile.require(
          dropout >= 0 && dropout < 1,
          "model.lstm.dropout must be 0 or above and below 1",
          dropout);
      within("model.lstm.batch_size", batchSize, 1, 65_536);
      within("model.lstm.epochs", epochs, 1, 10_000);
      rate("model.lstm.learning_rate", learningRate);
      within("model.lstm.sequence_length", sequenceLength, 1, 1_000);
    }

    @JsonCreator
    static Lstm read(
        @Nullable List<Integer> layers,
        @Nullable Double dropout,
        @Nullable Integer batchSize,
        @Nullable Integer epochs,
        @Nullable Double learningRate,
        @Nullable Integer sequenceLength) {
      return new Lstm(
          layers == null ? List.of(128, 64, 32) : layers,
          dropout == null ? 0.2 : dropout,
          batchSize == null ? 64 : batchSize,
          epochs == null ? 100 : epochs,
          learningRate == null ? 0.001 : learningRate,
          sequenceLength == null ? 60 : sequenceLength);
    }
  }

  /**
   * @param trees from 1 to 10,000; default 200
   * @param maxDepth from 1 to 64; default 8
   */
  public record RandomForest(int trees, int maxDepth) {

    public RandomForest {
      within("model.random_forest.trees", trees, 1, 10_000);
      within("model.random_forest.max_depth", maxDepth, 1, 64);
    }

    @JsonCreator
    static RandomForest read(@Nullable Integer trees, @Nullable Integer maxDepth) {
      return new RandomForest(trees == null ? 200 : trees, maxDepth == null ? 8 : maxDepth);
    }
  }

  /**
   * @param rounds trees, one after the other, from 1 to 10,000; default 200
   * @param maxDepth from 1 to 64; default 6
   * @param learningRate in (0, 1]; default 0.1
   */
  public record Xgboost(int rounds, int maxDepth, double learningRate) {

    public Xgboost {
      within("model.xgboost.rounds", rounds, 1, 10_000);
      within("model.xgboost.max_depth", maxDepth, 1, 64);
      rate("model.xgboost.learning_rate", learningRate);
    }

    @JsonCreator
    static Xgboost read(
        @Nullable Integer rounds, @Nullable Integer maxDepth, @Nullable Double learningRate) {
      return new Xgboost(
          rounds == null ? 200 : rounds,
          maxDepth == null ? 6 : maxDepth,
          learningRate == null ? 0.1 : learningRate);
    }
  }

  private static void within(String key, int value, int least, int most) {
    TrainingFile.require(
        value >= least && value <= most,
        "%s must be from %d to %d".formatted(key, least, most),
        value);
  }

  private static void rate(String key, double value) {
    TrainingFile.require(value > 0 && value <= 1, key + " must be above 0 and at most 1", value);
  }
}
