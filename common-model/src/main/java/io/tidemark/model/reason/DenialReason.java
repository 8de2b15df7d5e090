package io.tidemark.model.reason;

/** Why the position or execution stage denied an order; the venue never saw it. */
public enum DenialReason {
  /** A position in this instrument is open or opening. */
  POSITION_ALREADY_OPEN,
  /** As many positions as allowed are open or opening. */
  MAX_OPEN_POSITIONS,
  /** The account's free quote cash does not cover cost, fee and slippage. */
  INSUFFICIENT_CASH,
  /** After rounding, the order is below the venue's minimum quantity. */
  BELOW_MINIMUM_QUANTITY,
  /** After rounding, the order is below the venue's minimum cost. */
  BELOW_MINIMUM_COST,
  /** There is no position to close. */
  NO_POSITION,
  /** The exit is under way already. */
  EXIT_IN_PROGRESS,
  /** The account may only reduce. */
  REDUCING,
  /** The account is halted. */
  HALTED,
  /** The instrument or its rules are not known here. */
  UNKNOWN_INSTRUMENT,
  /** The signal's strategy or configuration is not known here. */
  UNKNOWN_STRATEGY,
  /** The account does not sell short, or its venue cannot. */
  SHORT_NOT_ALLOWED,
  /** The strategy does not close on signals against its position. */
  OPPOSITE_SIGNAL_IGNORED,
  /** The signal lacks the average true range that its exits are measured in. */
  MISSING_RANGE,
  /** The stop would be hit by the fees of entry and exit alone. */
  STOP_WITHIN_FEES,
  /** The decision is older than an order may be. */
  STALE_DECISION,
  /** The strategy asks for exits, sizes or orders that the position stage does not do. */
  UNSUPPORTED_SETTING
}
