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
  /** The signal lacks the average true range that its exits and size are measured in. */
  MISSING_RANGE,
  /** The stop would be hit by the fees of entry and exit alone. */
  STOP_WITHIN_FEES,
  /** The decision is older than an order may be. */
  STALE_DECISION,
  /** The top of the book, which a limit is to be put at, is not known or too old. */
  NO_REFERENCE_PRICE,
  /**
   * The strategy asked for exits, sizes or orders that the position stage did not do. It does all
   * of them now; what is on record keeps the reason.
   */
  UNSUPPORTED_SETTING,
  /** Equity has lost as much since the UTC day began as may be lost in a day. */
  DAILY_LOSS_LIMIT,
  /** Equity has fallen from its peak as far as it may. */
  MAX_DRAWDOWN,
  /** By the trades closed so far, ruin is likelier than allowed. */
  RISK_OF_RUIN,
  /** Too many trades in a row lost, the last of them on this UTC day. */
  LOSS_STREAK,
  /** Too many positions were stopped out in the window. */
  STOP_LOSS_GUARD,
  /** A position in this instrument was closed a short while ago. */
  COOLDOWN,
  /** The same strategy's position in this direction and instrument was closed a short while ago. */
  SETUP_COOLDOWN,
  /** What is held already leaves no room for a further position. */
  EXPOSURE_LIMIT,
  /** The instrument moves too much like one that is held, or it is not known whether it does. */
  CORRELATION_LIMIT,
  /** As many orders were asked for in the last minute as allowed. */
  ORDER_RATE_LIMIT
}
