package io.tidemark.model;

/** What an account may do. */
public enum TradingState {
  /** Enters and exits. */
  ACTIVE,
  /** Exits only. */
  REDUCING,
  /** Sends nothing new. */
  HALTED
}
