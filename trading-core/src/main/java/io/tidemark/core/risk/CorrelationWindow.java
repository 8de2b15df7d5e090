package io.tidemark.core.risk;

import io.tidemark.model.Timeframe;

/**
 * The closes that correlations are taken over.
 *
 * @param timeframe of the bars
 * @param bars the latest, from {@link Correlation#MINIMUM_RETURNS} to 1000
 */
public record CorrelationWindow(Timeframe timeframe, int bars) {

  /** Three days of hours. */
  public static final CorrelationWindow DEFAULT = new CorrelationWindow(Timeframe.H1, 72);

  private static final int LONGEST = 1000;

  /**
   * @throws IllegalArgumentException if {@code bars} is out of its range
   */
  public CorrelationWindow {
    if (bars < Correlation.MINIMUM_RETURNS || bars > LONGEST) {
      throw new IllegalArgumentException(
          "risk.correlation_bars must be from %d to %d, was %d"
              .formatted(Correlation.MINIMUM_RETURNS, LONGEST, bars));
    }
  }
}
