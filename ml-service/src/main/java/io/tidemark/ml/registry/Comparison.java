package io.tidemark.ml.registry;

import java.util.List;
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
    Optional<PromotionVerdict> overNone =
        rule.judge(own.metrics(), name(own.holdOut()), "no model", own.baseline());
    if (overNone.isEmpty()) {
      return new Unknown(
          "the evaluation of %s on %s has no %s of the model or without one"
              .formatted(model.title(), name(own.holdOut()), rule.metric().key()));
    }
    if (champion == null || !overNone.get().isBetter()) {
      return judged(overNone.get());
    }
    return overChampion(rule, own, champion, ofChampion);
  }

  private static Comparison overChampion(
      PromotionRule rule, Evaluation own, RegisteredModel champion, List<Evaluation> ofChampion) {
    String who = "the champion " + champion.title();
    return ofChampion.stream()
        .filter(one -> one.holdOut().equals(own.holdOut()))
        .findFirst()
        .flatMap(one -> rule.judge(own.metrics(), name(own.holdOut()), who, one.metrics()))
        .map(Comparison::judged)
        .orElseGet(
            () ->
                new Unknown(
                    "%s has no %s on %s; evaluate it there first"
                        .formatted(who, rule.metric().key(), name(own.holdOut()))));
  }

  private static Comparison judged(PromotionVerdict verdict) {
    return verdict.isBetter() ? new Better(verdict.reason()) : new NotBetter(verdict.reason());
  }

  private static String name(HoldOut holdOut) {
    return "hold-out " + holdOut.hash().substring(0, 12);
  }
}
