package io.tidemark.execution.reconciliation;

/**
 * Where our books and the venue's differ.
 *
 * @param subject the order, fill or currency
 * @param ours what our books tell
 * @param theirs what the venue's tell
 * @param repaired whether ours tell the same now
 */
record Difference(Kind kind, String subject, String ours, String theirs, boolean repaired) {

  /** What differs. */
  enum Kind {
    /** The venue has a fill of our order that we lacked. */
    MISSED_FILL,
    /** The venue tells our order in another state. */
    ORDER_STATE,
    /** Our order is not resolved, and the venue does not work it. */
    ORDER_NOT_OPEN,
    /** The account holds something else than our fills explain. */
    BALANCE,
    /** An order that works and is not ours. */
    FOREIGN_ORDER,
    /** A fill that is not ours. */
    FOREIGN_FILL
  }
}
