package io.tidemark.ml.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A suite's configuration with training files. */
final class TrainingFolder {

  /** Trees that see the latest changes and foretell the next. */
  private static final String TREES =
      """
      training:
        model_name: %s
        model_type: xgboost
        split: {embargo_periods: 5}
      data: {exchange: kraken, symbol: BTC/USD, timeframe: 1m, window_size_days: 30%s}
      features:
        expressions:
          change: "close / close[1] - 1"
          changes: "close / close[3] - 1"
          noise: "volume"
      target: {lookahead_periods: 1, threshold_pct: 0.03}
      model:
        xgboost: {rounds: %d, max_depth: 3, learning_rate: %s}
      retraining: {min_interval: 1s, psi_threshold: 2, ks_threshold: 1}
      """;

  private final Path folder;

  TrainingFolder(Path folder) throws IOException {
    this.folder = folder;
    Files.createDirectories(folder.resolve("ml"));
  }

  /** A model that takes a moment. */
  TrainingFolder quick(String file, String model) throws IOException {
    return write(file, TREES.formatted(model, "", 20, "0.3"));
  }

  /** The same, trained anew when it has drifted. */
  TrainingFolder rolling(String file, String model) throws IOException {
    return write(file, TREES.formatted(model, ", rolling_update: true", 20, "0.3"));
  }

  /** One that takes some seconds, in small steps. */
  TrainingFolder slow(String file, String model, int rounds) throws IOException {
    return write(file, TREES.formatted(model, "", rounds, "0.001"));
  }

  /** A quick one of ETH/EUR that sees what bitcoin did last in place of its own volume. */
  TrainingFolder following(String file, String model) throws IOException {
    return write(
        file,
        TREES
            .formatted(model, "", 20, "0.3")
            .replace("BTC/USD", "ETH/EUR")
            .replace("\"volume\"", "\"btc_close / btc_close[1] - 1\""));
  }

  /** A quick one of SOL/EUR that learns which signals win. */
  TrainingFolder signals(String file, String model) throws IOException {
    return write(
        file,
        TREES
            .formatted(model, "", 20, "0.3")
            .replace("BTC/USD", "SOL/EUR")
            .replace("{lookahead_periods: 1, threshold_pct: 0.03}", "{type: meta_label}"));
  }

  /** A quick one that is compared by what a strategy earns with it. */
  TrainingFolder earning(String file, String model, int rounds) throws IOException {
    Files.createDirectories(folder.resolve("strategies"));
    Files.writeString(
        folder.resolve("strategies/follower.yaml"),
        """
        strategy: {id: follower, name: Follows the model, class: ComplexMLStrategy}
        market: {exchange: kraken, symbol: BTC/USD, primary_timeframe: 1m}
        ml: {enabled: true, threshold: 0.5}
        orderbook: {enabled: false}
        exits: {ml_exit: 0.5}
        risk: {position_size_pct: 50}
        execution: {fee_rate: 0.0001}
        """);
    return write(
        file,
        TREES.formatted(model, "", rounds, "0.3")
            + "promotion: {metric: profit_factor}\n"
            + "evaluation: {strategy: ../strategies/follower.yaml}\n");
  }

  /** Names the symbols that the suite collects. */
  TrainingFolder collecting(String... symbols) throws IOException {
    Files.writeString(
        folder.resolve("tidemark.yaml"),
        "exchange: {name: kraken}\nsymbols: [%s]\n".formatted(String.join(", ", symbols)));
    return this;
  }

  private TrainingFolder write(String file, String text) throws IOException {
    Files.writeString(folder.resolve("ml").resolve(file + ".yaml"), text);
    return this;
  }

  /** Arguments of the service that reads them and asks an ingestor. */
  String[] arguments(StoredMinutes ingestor) {
    return new String[] {
      "--tidemark.config=" + folder.resolve("tidemark.yaml"),
      "--tidemark.services.ingestor=" + ingestor.address(),
      "--tidemark.ml.training.folder=" + folder.resolve("training"),
      "--tidemark.ml.training.drift-every=1s"
    };
  }
}
