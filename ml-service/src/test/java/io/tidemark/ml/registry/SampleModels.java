package io.tidemark.ml.registry;

import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Models of a few bytes, and how they did. */
final class SampleModels {

  static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
  static final String FEATURES = Ids.sha256("features");
  static final String NAME = "btc_lstm";

  /** February: after what the samples were fitted on. */
  static final HoldOut FEBRUARY = holdOut("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");

  private SampleModels() {}

  /** A folder with a model's files, which differ by {@code content}. */
  static Path folder(Path parent, String content) {
    try {
      Path folder = Files.createDirectories(parent.resolve("trained-" + content));
      Files.writeString(folder.resolve("model.json"), "{\"content\": \"" + content + "\"}");
      Files.createDirectories(folder.resolve("weights"));
      Files.write(folder.resolve("weights/first.bin"), new byte[] {1, 2, 3});
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A version fitted on January, which is to be better in AUC by 0.01. */
  static ModelVersion version(String name, Path folder) {
    return version(name, folder, new PromotionRule(PromotionMetric.AUC, 0.01));
  }

  static ModelVersion version(String name, Path folder, PromotionRule rule) {
    try {
      return new ModelVersion(
          name,
          "LSTM",
          FEATURES,
          Ids.sha256("code"),
          Ids.sha256("configuration"),
          null,
          window("2026-01-01T00:00:00Z", "2026-01-31T00:00:00Z"),
          ModelFiles.in(folder),
          new TreeMap<>(Map.of("validationLogLoss", 0.5)),
          rule);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static DataWindow window(String from, String to) {
    return new DataWindow(
        "kraken",
        List.of(Symbol.parse("BTC/USD")),
        Timeframe.M1,
        Instant.parse(from),
        Instant.parse(to),
        Ids.sha256(from + to));
  }

  static HoldOut holdOut(String from, String to) {
    return new HoldOut(window(from, to), "direction of 5 bars by 0.5 %");
  }

  /** What AUC a model reached on a hold-out, where none is 0.5. */
  static Evaluation auc(RegisteredModel model, HoldOut holdOut, double auc) {
    return new Evaluation(
        model.id(),
        holdOut,
        new TreeMap<>(Map.of("auc", auc)),
        new TreeMap<>(Map.of("auc", 0.5)),
        NOON);
  }
}
