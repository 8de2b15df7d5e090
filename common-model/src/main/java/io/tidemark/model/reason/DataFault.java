package io.tidemark.model.reason;

/** Why market data was put into quarantine. */
public enum DataFault {
  /** It cannot be read: a field is missing or has another type. */
  MALFORMED,
  /** A number is not one: NaN, infinite or text. */
  NOT_A_NUMBER,
  /** A price is 0 or below. */
  PRICE_NOT_POSITIVE,
  /** A quantity or volume is below 0. */
  QUANTITY_NEGATIVE,
  /** High and low do not enclose open and close. */
  HIGH_BELOW_LOW,
  /** A bar does not open on its timeframe's grid. */
  OFF_GRID,
  /** It is dated later than the venue's clock allows. */
  FUTURE_TIME,
  /** It is older than data that it must follow, beyond what late data is waited for. */
  OUT_OF_ORDER,
  /** The best bid is at or above the best ask. */
  CROSSED_BOOK,
  /** It is about an instrument that was not asked for. */
  UNKNOWN_INSTRUMENT
}
