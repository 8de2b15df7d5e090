package io.tidemark.model.event;

import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Microstructure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every timeframe's bar of one instrument that closes at one instant, shortest first. Bars without
 * a trade do not exist and are not listed.
 *
 * @param closeTime when all these bars close
 * @param bars at least one
 * @param correction whether it amends bars told before; past decisions stay as they are
 * @param microstructure of the seconds before the close; null if no book was seen, and of a
 *     correction
 */
public record BarsClosed(
    InstrumentId instrument,
    Instant closeTime,
    List<Bar> bars,
    boolean correction,
    @Nullable Microstructure microstructure,
    Instant observedAt)
    implements MarketEvent {

  /**
   * @throws IllegalArgumentException if there is no bar, or one closes at another instant
   */
  public BarsClosed {
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("bars must not be empty at " + closeTime);
    }
    for (Bar bar : bars) {
      if (!bar.closeTime().equals(closeTime)) {
        throw new IllegalArgumentException(
            "bars must close at %s, was %s bar closing at %s"
                .formatted(closeTime, bar.timeframe(), bar.closeTime()));
      }
    }
    bars = List.copyOf(bars);
  }

  /** Bars without microstructure. */
  public BarsClosed(
      InstrumentId instrument,
      Instant closeTime,
      List<Bar> bars,
      boolean correction,
      Instant observedAt) {
    this(instrument, closeTime, bars, correction, null, observedAt);
  }

  @Override
  public Instant eventTime() {
    return closeTime;
  }
}
