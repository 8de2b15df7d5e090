package io.tidemark.core.fill;

/** Why an order ended before all of it was filled. */
public enum CancelReason {
  /** Its owner asked for it. */
  REQUESTED,
  /** An immediate-or-cancel order found no more to take. */
  UNFILLED_REMAINDER,
  /** It would have traded with an older order of its own account. */
  SELF_TRADE
}
