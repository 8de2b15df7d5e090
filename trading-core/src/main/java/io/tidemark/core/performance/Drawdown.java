package io.tidemark.core.performance;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch in which equity lay below its peak.
 *
 * @param peakAt when the peak was last seen
 * @param troughAt when equity was lowest
 * @param recoveredAt when the peak was first reached again; null if it was not
 * @param depth how far equity fell, as a fraction of the peak, above 0
 * @param length from the peak to the recovery or, without one, to the end of the curve
 */
public record Drawdown(
    Instant peakAt,
    Instant troughAt,
    @Nullable Instant recoveredAt,
    double depth,
    Duration length) {

  /**
   * How far {@code equity} lies below {@code peak}, as a fraction of it; 0 of a peak not above 0.
   */
  static double below(double peak, double equity) {
    return peak > 0 ? (peak - equity) / peak : 0;
  }
}
