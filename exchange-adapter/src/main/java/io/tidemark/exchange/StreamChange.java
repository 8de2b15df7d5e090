package io.tidemark.exchange;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stream, or one channel of it, took a state.
 *
 * @param instrument what it is about; null for the whole connection
 * @param channel of the instrument, the others of which go on; null with a null instrument alone
 * @param detail why, for the operator
 * @param observedAt when this suite saw it
 */
public record StreamChange(
    StreamState state,
    @Nullable InstrumentId instrument,
    @Nullable MarketChannel channel,
    String detail,
    Instant observedAt) {

  /**
   * @throws IllegalArgumentException if one of instrument and channel is there without the other
   */
  public StreamChange {
    if ((instrument == null) != (channel == null)) {
      throw new IllegalArgumentException(
          "instrument and channel must both be given or both be null, were %s and %s"
              .formatted(instrument, channel));
    }
  }

  /** Of the whole connection. */
  public static StreamChange ofConnection(StreamState state, String detail, Instant observedAt) {
    return new StreamChange(state, null, null, detail, observedAt);
  }
}
