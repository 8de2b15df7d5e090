package io.tidemark.exchange;

/** A kind of public market data. */
public enum MarketChannel {
  /** Every trade. */
  TRADES,
  /** The top of the book. */
  TICKER,
  /** The book's changes. */
  BOOK,
  /** The venue's own candles, the forming one included. */
  CANDLES
}
