package io.tidemark.model;

/** Where a bar's numbers come from. */
public enum BarSource {
  /** Built from trades: volume-weighted price, trade count and buy volume are true. */
  TRADES,
  /** The venue's own candle: no volume-weighted price, trade count or buy volume. */
  VENUE_CANDLE
}
