package io.tidemark.ml.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a model may take the champion's place, by what both did on one hold-out. */
sealed interface Comparison {

  /**
   * @param reason the figures and the hold-out
   */
  record Better(String reason) implements Comparison {}

  /**
   * @param reason the figures and the hold-out
   */
  record NotBetter(String reason) implements Comparison {}

  /**
   * They cannot be compared.
   *
   * @param reason what is missing
   */
  record Unknown(String reason) implements Comparison {}

  /**
   * Compares by the model's own rule, on the latest hold-out it was evaluated on.
   *
   * @param evaluations of the model, the latest hold-out first
   * @param champion null if there is none: then the model must be better than no model
   * @param ofChampion the champion's evaluations
   */
  static Comparison of(
      RegisteredModel model,
      List<Evaluation> evaluations,
      @Nullable RegisteredModel champion,
      List<Evaluation> ofChampion) {
    if (evaluations.isEmpty()) {
      return new Unknown("%s was not evaluated on a hold-out".formatted(model.title()));
    }
    Evaluation own = evaluations.getFirst();
    PromotionRule rule = model.version().rule();
    Double value = own.metrics().get(rule.metric().key());
    Double baseline = own.baseline().get(rule.metric().key());
    if (value == null || baseline == null) {
      return new Unknown(
          "the evaluation of %s on hold-out %s has no %s of the model or without one"
              .formatted(model.title(), name(own.holdOut()), rule.metric().key()));
    }
    Comparison overNone = judge(rule, own.holdOut(), value, "no model", baseline);
    if (champion == null || overNone instanceof NotBetter) {
      return overNone;
    }
    return overChampion(rule, own.holdOut(), value, champion, ofChampion);
  }

  private static Comparison overChampion(
      PromotionRule rule,
      HoldOut holdOut,
      double value,
      RegisteredModel champion,
      List<Evaluation> ofChampion) {
    Optional<Double> other =
        ofChampion.stream()
            .filter(one -> one.holdOut().equals(holdOut))
            .findFirst()
            .flatMap(one -> Optional.ofNullable(one.metrics().get(rule.metric().key())));
    if (other.isEmpty()) {
      return new Unknown(
          "the champion %s has no %s on hold-out %s; evaluate it there first"
              .formatted(champion.title(), rule.metric().key(), name(holdOut)));
    }
    return judge(rule, holdOut, value, "the champion " + champion.title(), other.get());
  }

  private static Comparison judge(
      PromotionRule rule, HoldOut holdOut, double value, String who, double other) {
    boolean met = rule.isMet(value, other);
    String figures =
        "%s %s on hold-out %s is %s than %s's %s by %s"
            .formatted(
                rule.metric().key(),
                figure(value),
                name(holdOut),
                met ? "better" : "not better",
                who,
                figure(other),
                figure(rule.margin()));
    return met ? new Better(figures) : new NotBetter(figures);
  }

  private static String name(HoldOut holdOut) {
    return holdOut.hash().substring(0, 12);
  }

  private static String figure(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
