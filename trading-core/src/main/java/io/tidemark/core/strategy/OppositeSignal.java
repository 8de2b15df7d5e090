package io.tidemark.core.strategy;

/** What a signal against an open position does. */
public enum OppositeSignal {
  /** Closes it. */
  CLOSE,
  /** Nothing: exits alone close it. */
  IGNORE,
  /** Closes it and opens one the other way. */
  REVERSE
}
