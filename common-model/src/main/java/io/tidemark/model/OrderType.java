package io.tidemark.model;

/** How an order gets its price. */
public enum OrderType {
  /** Takes what the book offers. */
  MARKET,
  /** Rests at its limit price or trades at better. */
  LIMIT,
  /** Becomes a market order once the market trades at or through the stop price against it. */
  STOP_LOSS,
  /** Becomes a market order once the market trades at or through the stop price in its favour. */
  TAKE_PROFIT
}
