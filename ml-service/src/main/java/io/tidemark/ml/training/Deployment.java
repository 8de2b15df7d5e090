package io.tidemark.ml.training;

import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.ml.model.CorruptModelException;
import io.tidemark.ml.registry.PromotionRule;
import io.tidemark.ml.registry.PromotionVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether the newest bundle of a name may take the place of the one in use, by what both did on one
 * hold-out.
 *
 * @param newest the bundle
 * @param score how it did
 * @param current the one in use; null if there is none, or it is the same
 * @param verdict by the training file's rule: better than no model, and than the one in use
 */
public record Deployment(
    ModelBundle newest,
    HoldOutScore score,
    @Nullable ModelBundle current,
    PromotionVerdict verdict) {

  /**
   * The newest bundle of a name.
   *
   * @throws IllegalArgumentException if none was trained
   * @throws CorruptModelException if it is not as it was written
   */
  public static ModelBundle newest(ModelsFolder models) throws IOException {
    Path newest =
        models
            .newest()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "there is no model in %s; train one first".formatted(models.path())));
    return ModelBundle.open(newest);
  }

  /**
   * Judges a bundle on the hold-out of some bars.
   *
   * @throws IllegalArgumentException if it foretells something else than the training file says, or
   *     has seen some of the hold-out when it was trained
   */
  public static HoldOutScore score(ModelBundle bundle, TrainingFile file, LabelledRows rows) {
    TrainingRecord training = bundle.training();
    String target = TrainingRecord.text(file.target());
    if (!training.target().equals(target)) {
      throw new IllegalArgumentException(
          "model %s foretells %s, the training file says %s; train the model anew"
              .formatted(bundle.name(), training.target(), target));
    }
    if (training.features().timeframe() != file.data().timeframe()) {
      throw new IllegalArgumentException(
          "model %s is of %s bars, data.timeframe is %s; train the model anew"
              .formatted(bundle.name(), training.features().timeframe(), file.data().timeframe()));
    }
    Instant begin = rows.table().openTime(rows.holdOut().get(0));
    if (training.fit().to().isAfter(begin)) {
      throw new IllegalArgumentException(
          "model %s was fitted on bars up to %s and the hold-out begins at %s: give bars that reach"
                  .formatted(bundle.name(), training.fit().to(), begin)
              + " further, as it proves nothing to judge a model by what it knows");
    }
    try (Predictor predictor = Predictor.of(bundle)) {
      return HoldOutScore.of(predictor, training.balance(), rows);
    }
  }

  /**
   * Compares; nothing is changed.
   *
   * @param further figures of each, which the rule may compare
   * @throws IllegalArgumentException if they cannot be compared
   * @throws CorruptModelException if one is not as it was written
   */
  public static Deployment judge(
      TrainingFile file, LabelledRows rows, ModelsFolder models, FurtherFigures further)
      throws IOException {
    ModelBundle newest = newest(models);
    HoldOutScore score = further.with(newest, score(newest, file, rows));
    PromotionVerdict overNone = judge(file, score, "no model", score.baseline());
    Optional<Path> place = models.current();
    if (place.isEmpty() || place.get().equals(newest.path())) {
      return new Deployment(newest, score, null, overNone);
    }
    ModelBundle current = ModelBundle.open(place.get());
    PromotionVerdict overCurrent =
        judge(
            file,
            score,
            "the current model " + current.name(),
            further.with(current, score(current, file, rows)).metrics());
    return new Deployment(newest, score, current, overNone.isBetter() ? overCurrent : overNone);
  }

  private static PromotionVerdict judge(
      TrainingFile file, HoldOutScore score, String who, Map<String, Double> others) {
    return PromotionRule.of(file.promotion())
        .judge(score.metrics(), "the hold-out", who, others)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "promotion.metric %s is not known of this hold-out; give more bars or take another"
                        .formatted(file.promotion().metric().name().toLowerCase(Locale.ROOT))));
  }
}
