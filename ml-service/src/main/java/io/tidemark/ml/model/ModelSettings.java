package io.tidemark.ml.model;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;

/** How a model of a kind is built and trained. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ModelSettings.Lstm.class, name = "LSTM"),
  @JsonSubTypes.Type(value = ModelSettings.Forest.class, name = "RANDOM_FOREST"),
  @JsonSubTypes.Type(value = ModelSettings.Boosting.class, name = "XGBOOST"),
  @JsonSubTypes.Type(value = ModelSettings.Logistic.class, name = "LOGISTIC"),
  @JsonSubTypes.Type(value = ModelSettings.Arima.class, name = "ARIMA"),
  @JsonSubTypes.Type(value = ModelSettings.Heuristic.class, name = "HEURISTIC")
})
public sealed interface ModelSettings {

  /** Of the model that they are for. */
  ModelKind kind();

  /** How many bars a sample must know, its own included. */
  int history();

  /**
   * A recurrent network.
   *
   * @param layers units of each layer, at least one layer
   * @param dropout share of units left out after each layer while training, in [0, 1)
   * @param batchSize samples a step, 1 or above
   * @param epochs passes over the data at most, 1 or above
   * @param learningRate in (0, 1]
   * @param sequenceLength bars that it reads for a prediction, 1 or above
   * @param patience epochs without a better loss on the validation after which it ends; 0 never.
   *     The best epoch's weights are kept
   * @param seed of the weights at the start, the order of samples and the dropout
   */
  record Lstm(
      List<Integer> layers,
      double dropout,
      int batchSize,
      int epochs,
      double learningRate,
      int sequenceLength,
      int patience,
      long seed)
      implements ModelSettings {

    public Lstm {
      layers = List.copyOf(layers);
      require(!layers.isEmpty(), "layers must be at least one", layers);
      layers.forEach(units -> require(units >= 1, "units of a layer must be 1 or above", units));
      require(dropout >= 0 && dropout < 1, "dropout must be in [0, 1)", dropout);
      require(batchSize >= 1, "batchSize must be 1 or above", batchSize);
      require(epochs >= 1, "epochs must be 1 or above", epochs);
      requireRate(learningRate);
      require(sequenceLength >= 1, "sequenceLength must be 1 or above", sequenceLength);
      require(patience >= 0, "patience must be 0 or above", patience);
    }

    @Override
    public ModelKind kind() {
      return ModelKind.LSTM;
    }

    @Override
    public int history() {
      return sequenceLength;
    }
  }

  /**
   * Trees on random parts of the data, which vote.
   *
   * @param trees of each class, 1 or above
   * @param maxDepth splits from the root to a leaf at most, 1 or above
   * @param threads that grow them, 1 or above; part of the result in its last digits
   * @param seed of the parts
   */
  record Forest(int trees, int maxDepth, int threads, long seed) implements ModelSettings {

    public Forest {
      require(trees >= 1, "trees must be 1 or above", trees);
      require(maxDepth >= 1, "maxDepth must be 1 or above", maxDepth);
      require(threads >= 1, "threads must be 1 or above", threads);
    }

    @Override
    public ModelKind kind() {
      return ModelKind.RANDOM_FOREST;
    }

    @Override
    public int history() {
      return 1;
    }
  }

  /**
   * Trees of which each mends the ones before.
   *
   * @param rounds at most, of one tree a class, 1 or above
   * @param maxDepth splits from the root to a leaf at most, 1 or above
   * @param learningRate by which a tree's say is made less, in (0, 1]
   * @param patience rounds without a better loss on the validation after which it ends; 0 never.
   *     Rounds after the best are dropped
   * @param threads that grow them, 1 or above; part of the result in its last digits
   */
  record Boosting(
      int rounds, int maxDepth, double learningRate, int patience, int threads, long seed)
      implements ModelSettings {

    public Boosting {
      require(rounds >= 1, "rounds must be 1 or above", rounds);
      require(maxDepth >= 1, "maxDepth must be 1 or above", maxDepth);
      requireRate(learningRate);
      require(patience >= 0, "patience must be 0 or above", patience);
      require(threads >= 1, "threads must be 1 or above", threads);
    }

    @Override
    public ModelKind kind() {
      return ModelKind.XGBOOST;
    }

    @Override
    public int history() {
      return 1;
    }
  }

  /**
   * A weighted sum of the features.
   *
   * @param penalty on the square of the weights, above 0; 0.001 hardly matters, 1 makes them small
   */
  record Logistic(double penalty) implements ModelSettings {

    public Logistic {
      require(
          penalty > 0 && Double.isFinite(penalty), "penalty must be above 0 and finite", penalty);
    }

    @Override
    public ModelKind kind() {
      return ModelKind.LOGISTIC;
    }

    @Override
    public int history() {
      return 1;
    }
  }

  /**
   * Changes forecast from the ones before: ARIMA(p, 1, q) of the logarithm of the close.
   *
   * @param autoregressive p, from 0 to 32
   * @param movingAverage q, from 0 to 32
   * @param horizon bars ahead that are forecast, from 1 to 10,000
   */
  record Arima(int autoregressive, int movingAverage, int horizon) implements ModelSettings {

    private static final int MOST = 32;
    private static final int FARTHEST = 10_000;

    public Arima {
      require(
          autoregressive >= 0 && autoregressive <= MOST,
          "autoregressive must be from 0 to 32",
          autoregressive);
      require(
          movingAverage >= 0 && movingAverage <= MOST,
          "movingAverage must be from 0 to 32",
          movingAverage);
      require(horizon >= 1 && horizon <= FARTHEST, "horizon must be from 1 to 10,000", horizon);
    }

    /** Lags of the long autoregression whose errors stand for the shocks that nobody sees. */
    public int longLags() {
      return 2 * Math.max(autoregressive, movingAverage) + 8;
    }

    @Override
    public ModelKind kind() {
      return ModelKind.ARIMA;
    }

    @Override
    public int history() {
      return longLags() + Math.max(movingAverage, autoregressive) + 1;
    }
  }

  /**
   * Goes with the recent trend.
   *
   * @param trend bars of the trend, 1 or above
   * @param noise bars whose changes tell how large a trend must be to be one, above {@code trend}
   */
  record Heuristic(int trend, int noise) implements ModelSettings {

    /** Where nothing is said. */
    public static final Heuristic STANDARD = new Heuristic(5, 60);

    public Heuristic {
      require(trend >= 1, "trend must be 1 or above", trend);
      require(noise > trend, "noise must be above trend " + trend, noise);
    }

    @Override
    public ModelKind kind() {
      return ModelKind.HEURISTIC;
    }

    @Override
    public int history() {
      return noise;
    }
  }

  private static void requireRate(double rate) {
    require(rate > 0 && rate <= 1, "learningRate must be above 0 and at most 1", rate);
  }

  private static void require(boolean holds, String rule, Object seen) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", was " + seen);
    }
  }
}
