package io.tidemark.core.history;

/** Why a span has no bars and is not asked for again. */
public enum UnfillableReason {
  /** The venue's history is continuous around it and holds nothing: nothing was traded. */
  NOT_TRADED,
  /**
   * As NOT_TRADED, but so much longer than the instrument's usual silences that the venue was
   * probably down. A judgement by length, as {@link SilenceJudgement} says; no venue tells it.
   */
  OUTAGE,
  /** After the last trade of an instrument that the venue does not let trade any more. */
  DELISTED,
  /** Before the first trade there ever was. */
  NOT_LISTED_YET,
  /** The venue serves nothing that old, or nothing of the kind. */
  NO_HISTORY
}
