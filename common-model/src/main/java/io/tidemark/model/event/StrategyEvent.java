package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;

/** What the scanner made of the market. */
public sealed interface StrategyEvent extends Event permits ScanDecided, SignalRaised {

  InstrumentId instrument();

  @Override
  default String key() {
    return instrument().key();
  }
}
