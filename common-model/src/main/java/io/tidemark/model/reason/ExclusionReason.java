package io.tidemark.model.reason;

/** Why an asset is left out of the universe that may be traded. */
public enum ExclusionReason {
  /** Its market capitalisation is below the minimum. */
  MARKET_CAP_TOO_LOW,
  /** Its market capitalisation is not known. */
  UNKNOWN_MARKET_CAP,
  /** Less was traded in 24 hours than the minimum. */
  VOLUME_TOO_LOW,
  /** What was traded in 24 hours is not known, or not in USD. */
  UNKNOWN_VOLUME,
  /** Bid and ask are further apart than the maximum. */
  SPREAD_TOO_WIDE,
  /** No recent bid and ask is known. */
  UNKNOWN_SPREAD,
  /** Fewer exchanges list it than the minimum. */
  TOO_FEW_LISTINGS,
  /** How many exchanges list it is not known. */
  UNKNOWN_LISTINGS,
  /** Its daily returns vary more than the maximum. */
  TOO_VOLATILE,
  /** There are too few daily bars to tell how its returns vary. */
  UNKNOWN_VOLATILITY,
  /** What it is paid in is not one of the allowed currencies. */
  QUOTE_NOT_ALLOWED,
  /** The venue does not take orders of every kind for it. */
  PAIR_NOT_TRADABLE,
  /** Whether the venue takes orders for it is not known. */
  UNKNOWN_PAIR,
  /** Its stored history is shorter than the minimum. */
  HISTORY_TOO_SHORT,
  /** Nothing of its history is stored. */
  UNKNOWN_HISTORY,
  /** The filters have not judged it yet. */
  NOT_JUDGED
}
