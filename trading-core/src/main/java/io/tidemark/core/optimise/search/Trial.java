package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.space.Assignment;

/**
 * What was tried, and how good it was.
 *
 * @param number of its proposal, from 0
 */
public record Trial(int number, Assignment assignment, Score score) {

  /**
   * @throws IllegalArgumentException if the number is negative
   */
  public Trial {
    if (number < 0) {
      throw new IllegalArgumentException("number must be 0 or above, was " + number);
    }
  }
}
