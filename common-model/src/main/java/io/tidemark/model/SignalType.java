package io.tidemark.model;

/** What a strategy wants done. */
public enum SignalType {
  BUY,
  SELL,
  CLOSE,
  PARTIAL_CLOSE,
  HOLD
}
