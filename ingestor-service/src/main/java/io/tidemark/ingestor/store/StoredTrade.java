package io.tidemark.ingestor.store;

import io.tidemark.model.event.MarketTrade;

/** A trade with its place in the order applied. */
public record StoredTrade(MarketTrade trade, long arrival) {}
