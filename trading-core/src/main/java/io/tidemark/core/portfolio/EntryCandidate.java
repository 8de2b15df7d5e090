package io.tidemark.core.portfolio;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.event.SignalRaised;
import java.time.Instant;

/**
 * What would be entered, as the guards look at it: on a signal, or anew after a limit in vain.
 *
 * @param at when it is decided, in market time
 */
record EntryCandidate(InstrumentId instrument, String strategy, PositionSide side, Instant at) {

  static EntryCandidate of(SignalRaised signal, PositionSide side) {
    return new EntryCandidate(signal.instrument(), signal.strategy(), side, signal.eventTime());
  }

  static EntryCandidate anew(PositionOrigin origin, Instant at) {
    return new EntryCandidate(origin.instrument(), origin.strategy(), origin.side(), at);
  }

  String quoteCurrency() {
    return instrument.symbol().quote();
  }
}
