package io.tidemark.model.event;

import io.tidemark.model.InstrumentId;

/** What a venue's market did. */
public sealed interface MarketEvent extends Event
    permits BarsClosed, MarketTrade, Ticker, OrderBook {

  InstrumentId instrument();

  @Override
  default String key() {
    return instrument().key();
  }
}
