package io.tidemark.core.fill;

/** Why a request had no effect. */
public enum RefusalReason {
  /** A post-only order would have taken liquidity. */
  WOULD_TAKE,
  /** An open order has this id already. */
  DUPLICATE_ORDER,
  /** No open order has this id. */
  UNKNOWN_ORDER,
  /** The new quantity is not above what is filled already. */
  QUANTITY_NOT_ABOVE_FILLED,
  /** A price was given for an order without one. */
  PRICE_NOT_APPLICABLE
}
