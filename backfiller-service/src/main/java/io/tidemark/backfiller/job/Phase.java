package io.tidemark.backfiller.job;

/** Where a job's work for one symbol stands. */
enum Phase {
  /** The venue and the store were not asked yet. */
  WAITING,
  /** The venue's candles are read. */
  CANDLES,
  /** The venue's trades are read. */
  TRADES,
  /** Long bars are composed, silences judged, and the store is looked over. */
  COMPLETING,
  DONE,
  FAILED,
  CANCELLED;

  boolean isFinal() {
    return switch (this) {
      case WAITING, CANDLES, TRADES, COMPLETING -> false;
      case DONE, FAILED, CANCELLED -> true;
    };
  }
}
