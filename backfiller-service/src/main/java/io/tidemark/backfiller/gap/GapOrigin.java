package io.tidemark.backfiller.gap;

/** How a gap was found. */
public enum GapOrigin {
  /** The live stream published PARTIAL bars. */
  LIVE,
  /** A job found slots without a bar in the store. */
  STORE
}
