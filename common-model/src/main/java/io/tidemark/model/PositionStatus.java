package io.tidemark.model;

/** Where a position stands. */
public enum PositionStatus {
  /** Its entry order is out; nothing is held yet. */
  OPENING,
  /** Something is held. */
  OPEN,
  /** An exit order is out. */
  CLOSING,
  /** Nothing is held and no order is out. */
  CLOSED
}
