package io.tidemark.model;

/** What an order does to its position. */
public enum OrderPurpose {
  /** Opens or adds to a position. */
  ENTRY,
  /** Reduces or closes a position. */
  EXIT
}
