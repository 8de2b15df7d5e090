package io.tidemark.core.exit;

import io.tidemark.model.Price;

/**
 * What exits remember of a position.
 *
 * @param best the price since entry at which it stood best
 * @param worst the price since entry at which it stood worst
 * @param levelsTaken take-profit levels that were reached, 0 or above
 * @param breakEven whether the stop is at the average entry price by now
 * @param trailing whether the trailing stop follows by now; it goes on though a later entry moves
 *     the average entry price
 */
public record ExitProgress(
    Price best, Price worst, int levelsTaken, boolean breakEven, boolean trailing) {

  /**
   * @throws IllegalArgumentException if {@code levelsTaken} is below 0
   */
  public ExitProgress {
    if (levelsTaken < 0) {
      throw new IllegalArgumentException("levelsTaken must be 0 or above, was " + levelsTaken);
    }
  }

  /** Of a position that was just entered at {@code entry}. */
  public static ExitProgress start(Price entry) {
    return new ExitProgress(entry, entry, 0, false, false);
  }

  /** The same with one more take-profit level taken. */
  public ExitProgress withNextLevelTaken() {
    return taken(levelsTaken + 1);
  }

  ExitProgress between(Price newBest, Price newWorst, boolean follows) {
    return new ExitProgress(newBest, newWorst, levelsTaken, breakEven, follows);
  }

  ExitProgress taken(int levels) {
    return new ExitProgress(best, worst, levels, breakEven, trailing);
  }

  ExitProgress atBreakEven() {
    return new ExitProgress(best, worst, levelsTaken, true, trailing);
  }
}
