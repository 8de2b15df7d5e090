package io.tidemark.core.strategy.opinion;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of confluence. All shares are from 0 to 1.
 *
 * @param weights of opinions by origin, 0 or above; 1 where absent
 * @param leastCount how many must agree, unless one alone is sure enough; 1 or above
 * @param soloConfidence the confidence with which any origin may stand alone
 * @param soloConfidences the same by origin, before {@code soloConfidence}
 * @param leastConfidence the confidence without which nothing is acted on
 * @param bookImbalance the imbalance from which the book agrees or opposes
 * @param bookBonus what the book's agreement adds to the confidence, and its opposition takes away
 * @param sureFireCount how many must agree for a signal to be called sure fire
 * @param sureFireConfidence the confidence for it, before the blend
 * @param soloBlend the share of a model in the confidence of one that stands alone
 * @param blend its share where several agree
 * @param heuristic whether, without a model, the heuristic takes its place
 */
public record ConfluenceRules(
    Map<String, Double> weights,
    int leastCount,
    double soloConfidence,
    Map<String, Double> soloConfidences,
    double leastConfidence,
    double bookImbalance,
    double bookBonus,
    int sureFireCount,
    double sureFireConfidence,
    double soloBlend,
    double blend,
    boolean heuristic) {

  /** The numbers of the study. */
  public static final ConfluenceRules DEFAULT =
      new ConfluenceRules(
          Map.of(), 2, 0.55, Map.of("keltner", 0.52), 0.50, 0.1, 0.05, 3, 0.65, 0.3, 0.5, true);

  public ConfluenceRules {
    weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
    soloConfidences = Collections.unmodifiableSortedMap(new TreeMap<>(soloConfidences));
  }

  /** The same with other weights. */
  public ConfluenceRules withWeights(Map<String, Double> others) {
    return new ConfluenceRules(
        others,
        leastCount,
        soloConfidence,
        soloConfidences,
        leastConfidence,
        bookImbalance,
        bookBonus,
        sureFireCount,
        sureFireConfidence,
        soloBlend,
        blend,
        heuristic);
  }

  double weight(Opinion opinion) {
    return weights.getOrDefault(opinion.origin(), 1.0);
  }

  double soloConfidence(Opinion opinion) {
    return soloConfidences.getOrDefault(opinion.origin(), soloConfidence);
  }
}
