package io.tidemark.backfiller.gap;

/** Why a gap could not be healed now. */
enum Hindrance {
  /** Something on this side is not ready, or failed in passing. */
  PASSING,
  /** The venue could not be reached. */
  VENUE_AWAY,
  /** The venue answered, and does not have what is missing. */
  LACKING
}
