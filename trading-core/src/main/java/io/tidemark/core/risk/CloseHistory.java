package io.tidemark.core.risk;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import java.time.Instant;
import java.util.List;

/**
 * The latest closes of an instrument, as first told: corrections do not change them.
 *
 * @param closes oldest first, each later than the one before
 */
public record CloseHistory(InstrumentId instrument, List<Close> closes) {

  public CloseHistory {
    closes = List.copyOf(closes);
  }

  /**
   * The close of a bar.
   *
   * @param time when the bar closed
   */
  public record Close(Instant time, Price price) {}
}
