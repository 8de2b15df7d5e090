package io.tidemark.scanner.history;

import io.tidemark.core.shadow.ShadowBooks;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import java.util.List;

/**
 * What came of bars and is to be kept.
 *
 * @param decisions holds included
 * @param signals that were raised
 * @param shadowSignals that shadow strategies would have raised
 * @param trades that strategies would have ended by themselves
 */
public record ScanHistory(
    List<ScanDecided> decisions,
    List<SignalRaised> signals,
    List<SignalRaised> shadowSignals,
    List<Trade> trades) {

  public ScanHistory {
    decisions = List.copyOf(decisions);
    signals = List.copyOf(signals);
    shadowSignals = List.copyOf(shadowSignals);
    trades = List.copyOf(trades);
  }

  /** A hypothetical trade on an instrument. */
  public record Trade(InstrumentId instrument, ShadowBooks.Closed closed) {}
}
