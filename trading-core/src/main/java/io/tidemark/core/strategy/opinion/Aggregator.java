package io.tidemark.core.strategy.opinion;

import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import java.util.List;
import java.util.Map;

/** Makes one signal of several opinions. */
@FunctionalInterface
public interface Aggregator {

  /**
   * Aggregates.
   *
   * @param opinions in any order; a source that wants nothing says HOLD, which is an opinion too
   * @param evidence what may be weighed besides
   */
  Aggregate aggregate(List<Opinion> opinions, Evidence evidence);

  /**
   * The aggregator of a mode.
   *
   * @param threshold the confidence that THRESHOLD asks of a type, from 0 to 1
   * @param weights by origin, 0 or above; 1 where absent. For WEIGHTED
   * @param confluence for CONFLUENCE, which has its own weights
   */
  static Aggregator of(
      AggregationMode mode,
      double threshold,
      Map<String, Double> weights,
      ConfluenceRules confluence) {
    return switch (mode) {
      case VOTING -> (opinions, _) -> Voting.aggregate(new Tally(opinions));
      case WEIGHTED -> (opinions, _) -> Weighted.aggregate(new Tally(opinions), weights);
      case UNANIMOUS -> (opinions, _) -> Unanimous.aggregate(new Tally(opinions));
      case THRESHOLD -> (opinions, _) -> Threshold.aggregate(new Tally(opinions), threshold);
      case CONFLUENCE -> new ConfluenceAggregator(confluence);
    };
  }
}
