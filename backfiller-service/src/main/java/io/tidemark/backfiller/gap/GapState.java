package io.tidemark.backfiller.gap;

/** Where a gap stands. */
public enum GapState {
  /** It is known and worked on. */
  OPEN,
  /** Its bars were made again; the store and the subscribers are still to be told. */
  REBUILT,
  /** The store has the healed bars and the correction has been handed to Kafka. */
  HEALED,
  /** The store has every bar that there is; what was not traded is recorded as such. */
  FILLED,
  /** The bars cannot be had; the reason is recorded. */
  UNFILLABLE
}
