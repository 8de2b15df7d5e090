package io.tidemark.model;

/** How long an order works. */
public enum TimeInForce {
  /** Until it is filled or cancelled. */
  GTC,
  /** What does not fill at once is cancelled. */
  IOC
}
