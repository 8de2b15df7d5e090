package io.tidemark.core.engine;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.time.Duration;
import java.util.Map;

/**
 * What an {@link ExecutionStage} is told.
 *
 * @param instruments what the venue asks of orders, by instrument
 * @param submitDeadline after its submission starts, how long a venue may take an order; above 0
 * @param queryInterval between two queries for one order; above 0
 * @param maxDecisionAge an entry decided longer ago is not sent; above 0
 */
public record ExecutionConfiguration(
    String run,
    String account,
    Map<InstrumentId, InstrumentRules> instruments,
    Duration submitDeadline,
    Duration queryInterval,
    Duration maxDecisionAge) {

  /**
   * @throws IllegalArgumentException if a duration is not above 0
   */
  public ExecutionConfiguration {
    requirePositive("submitDeadline", submitDeadline);
    requirePositive("queryInterval", queryInterval);
    requirePositive("maxDecisionAge", maxDecisionAge);
    instruments = Map.copyOf(instruments);
  }

  private static void requirePositive(String field, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(field + " must be above 0, was " + value);
    }
  }
}
