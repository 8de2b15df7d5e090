package io.tidemark.core.signal;

import io.tidemark.core.strategy.AtrDistance;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.TrailingStop;
import io.tidemark.model.event.SignalRaised;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The average true ranges that a signal tells in its metadata, as of its decision, for exits and
 * sizes that are measured in them: {@code atr_14} is that of 14 bars of the primary timeframe.
 */
public final class SignalRanges {

  /** Significant digits of a range as an amount. */
  private static final MathContext DIGITS = new MathContext(16, RoundingMode.HALF_EVEN);

  private SignalRanges() {}

  /** The name of the average true range of {@code period} bars in a signal's metadata. */
  public static String key(int period) {
    return "atr_" + period;
  }

  /** The distances that a plan tells in average true ranges. */
  public static List<AtrDistance> distances(ExitPlan plan) {
    List<AtrDistance> distances = new ArrayList<>();
    AtrDistance stop = plan.stopLossAtr();
    if (stop != null) {
      distances.add(stop);
    }
    TrailingStop trailing = plan.trailingStop();
    AtrDistance offset = trailing == null ? null : trailing.offsetAtr();
    if (offset != null) {
      distances.add(offset);
    }
    return distances;
  }

  /**
   * The average true range of {@code period} bars in quote currency; empty if the signal does not
   * tell one that is above 0.
   */
  public static Optional<BigDecimal> of(SignalRaised signal, int period) {
    Double range = signal.metadata().get(key(period));
    return range == null || !Double.isFinite(range) || range <= 0
        ? Optional.empty()
        : Optional.of(new BigDecimal(range, DIGITS));
  }
}
