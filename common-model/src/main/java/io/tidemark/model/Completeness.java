package io.tidemark.model;

/** What a bar knows of its own data. */
public enum Completeness {
  /** Trades were continuous from open to close, or it is the venue's own closed candle. */
  COMPLETE,
  /** A known hole lies within the bar; no strategy trades on it. */
  PARTIAL,
  /** It was partial and has been healed since. */
  CORRECTED
}
