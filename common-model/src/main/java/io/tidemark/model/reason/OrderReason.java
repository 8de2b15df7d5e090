package io.tidemark.model.reason;

/** Why an order took a state that its owner did not ask for. */
public enum OrderReason {
  /** The venue: not enough funds. */
  INSUFFICIENT_FUNDS,
  /** The venue: the numbers break its rules. */
  INVALID_ORDER,
  /** The venue: a post-only order would have traded at once. */
  WOULD_TAKE,
  /** The venue: too many requests. */
  RATE_LIMITED,
  /** The venue: not available, or in a mode that takes no orders. */
  VENUE_UNAVAILABLE,
  /** The venue refused the key or its permission. */
  NOT_AUTHORISED,
  /** The venue: some other refusal, told in the detail. */
  REFUSED,
  /** The answer did not arrive or could not be understood. */
  AMBIGUOUS_ANSWER,
  /** The order's deadline passed before the venue took it. */
  DEADLINE_PASSED,
  /** The venue proved that it never had the order. */
  PROVEN_ABSENT,
  /** An immediate-or-cancel remainder. */
  UNFILLED_REMAINDER,
  /** We asked for it. */
  REQUESTED,
  /** A limit order's time to work was over; we took back what had not traded. */
  TIMED_OUT,
  /** The venue ended it by itself, or its operator did. */
  ENDED_BY_VENUE
}
