package io.tidemark.core.signal;

import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.universe.Eligibility;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Prediction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Everything the scan of an instrument steps on at one close instant. A replay that gives the same
 * inputs gets the same decisions: whoever makes them records what is not a function of the bars,
 * which is the context, the eligibility, the predictions and the lateness.
 *
 * @param bars every timeframe's bar that closes at the instant
 * @param context what stood beside the bars at the instant
 * @param eligibility whether the instrument may be traded then
 * @param predictions those that came within the time allowed, of any timeframe that closes; empty
 *     where none did
 * @param lateness how long after the close the bars were told, as recorded with them and not by the
 *     clock of the one who decides; 0 or above, 0 where it is not judged. A decision on bars that
 *     were later than its strategy accepts is BLOCKED
 * @param observedAt by the suite's clock; passed on, never decided on
 */
public record ScanInput(
    BarsClosed bars,
    MarketContext context,
    Eligibility eligibility,
    List<Prediction> predictions,
    Duration lateness,
    Instant observedAt) {

  /**
   * @throws IllegalArgumentException if the lateness is negative
   */
  public ScanInput {
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("lateness must be 0 or above, was " + lateness);
    }
    predictions = List.copyOf(predictions);
  }

  /** Bars in time, of an instrument that may be traded, with the microstructure they carry. */
  public static ScanInput of(BarsClosed bars, Instant observedAt) {
    return new ScanInput(
        bars,
        MarketContext.of(bars.microstructure()),
        Eligibility.ELIGIBLE,
        List.of(),
        Duration.ZERO,
        observedAt);
  }

  /** The same with another context. */
  public ScanInput with(MarketContext other) {
    return new ScanInput(bars, other, eligibility, predictions, lateness, observedAt);
  }

  /** The same with another eligibility. */
  public ScanInput with(Eligibility other) {
    return new ScanInput(bars, context, other, predictions, lateness, observedAt);
  }

  /** The same with other predictions. */
  public ScanInput with(List<Prediction> others) {
    return new ScanInput(bars, context, eligibility, others, lateness, observedAt);
  }

  /** The same told later after the close. */
  public ScanInput with(Duration other) {
    return new ScanInput(bars, context, eligibility, predictions, other, observedAt);
  }
}
