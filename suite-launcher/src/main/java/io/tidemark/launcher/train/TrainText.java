package io.tidemark.launcher.train;

import io.tidemark.core.learn.Label;
import io.tidemark.ml.registry.PromotionMetric;
import io.tidemark.ml.training.ClassBalance;
import io.tidemark.ml.training.HoldOutScore;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.TrainingRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a training came to, in words. */
final class TrainText {

  private static final int NAMED = 5;
  private static final double PERCENT = 100;

  /** What metrics are called, those that are read first before others. */
  static final Map<String, String> METRICS = metrics();

  private TrainText() {}

  private static Map<String, String> metrics() {
    Map<String, String> names = new LinkedHashMap<>();
    names.put(PromotionMetric.AUC.key(), "auc");
    names.put(HoldOutScore.DIRECTION_AUC, "auc of direction");
    names.put(PromotionMetric.ACCURACY.key(), "accuracy");
    names.put(PromotionMetric.LOG_LOSS.key(), "log loss");
    names.put(PromotionMetric.BRIER.key(), "Brier");
    names.put("calibrationError", "calibration error");
    return names;
  }

  /** What a model was trained on. */
  static String of(ModelBundle bundle) {
    TrainingRecord training = bundle.training();
    return String.format(
        Locale.ROOT,
        "%s: %s on %,d bars, of which %,d said when to stop; %s%n%s",
        training.modelName(),
        name(training),
        training.fit().trainRows() + training.fit().validationRows(),
        training.fit().validationRows(),
        labels(training.balance()),
        missing(bundle));
  }

  /** The kind of a model. */
  static String name(TrainingRecord training) {
    return training.kind().name().toLowerCase(Locale.ROOT);
  }

  private static String labels(ClassBalance balance) {
    double all = balance.counts().stream().mapToInt(Integer::intValue).sum();
    List<String> shares = new ArrayList<>();
    for (Label label : Label.values()) {
      shares.add(
          String.format(
              Locale.ROOT,
              "%.1f %% %s",
              PERCENT * balance.counts().get(label.ordinal()) / all,
              label.name().toLowerCase(Locale.ROOT)));
    }
    return String.join(", ", shares);
  }

  /** Whether a model is taken into use, or would be. */
  static String of(TrainMode mode, Promotion promotion) {
    String verdict =
        mode == TrainMode.DEPLOY
            ? (promotion.isBetter() ? "deployed" : "refused")
            : (promotion.isBetter() ? "may be deployed" : "would be refused");
    return verdict + ": " + promotion.reason();
  }

  /** Features that the data never told. */
  private static String missing(ModelBundle bundle) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < bundle.standardiser().names().size(); i++) {
      if (bundle.standardiser().missing().get(i) == 1) {
        names.add(bundle.standardiser().names().get(i));
      }
    }
    if (names.isEmpty()) {
      return "";
    }
    String named = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
    return String.format(
        "%d of %d features are not told by the data and are not used: %s%s%n",
        names.size(),
        bundle.standardiser().names().size(),
        named,
        names.size() > NAMED ? ", ..." : "");
  }

  /** How a model did. */
  static String of(HoldOutScore score) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "hold-out: %,d bars, %s to %s%n%-20s %8s %10s%n",
            score.rows(),
            score.from(),
            score.to(),
            "",
            "model",
            "no model"));
    METRICS.forEach(
        (key, name) ->
            text.append(
                String.format(
                    Locale.ROOT,
                    "  %-18s %8s %10s%n",
                    name,
                    figure(score.metrics().get(key)),
                    figure(score.baseline().get(key)))));
    return text.append(found(score)).append(System.lineSeparator()).toString();
  }

  private static String figure(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
  }

  /** Whether anything is foretold. */
  static String found(HoldOutScore score) {
    Double direction = score.metrics().get(HoldOutScore.DIRECTION_AUC);
    if (direction == null) {
      return "nothing can be said of the direction: one of both ways does not occur on the hold-out";
    }
    String told = figure(direction);
    if (score.foundDirection()) {
      return "something was found: auc of direction %s is above that of chance, 0.5"
          .formatted(told);
    }
    String chance =
        Math.abs(direction - 0.5) <= HoldOutScore.CHANCE
            ? "nothing was found: auc of direction %s is within %s of 0.5, which is chance"
                .formatted(told, HoldOutScore.CHANCE)
            : "nothing was found: auc of direction %s is not above chance with that of all labels"
                .formatted(told);
    return score.isAboveChance(PromotionMetric.AUC.key())
        ? chance + "; that moves come is foretold, but not which way they go"
        : chance;
  }
}
