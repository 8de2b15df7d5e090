package io.tidemark.exchange;

/** How one channel of one instrument stands. */
public enum ChannelState {
  /** Asked for on the present connection and not confirmed yet. */
  SUBSCRIBING,
  /** Confirmed, and heard of as lately as it should be. */
  LIVE,
  /** Confirmed and quiet for long; the venue was asked and has nothing newer either. */
  IDLE,
  /** Confirmed, but what the venue has newer does not arrive: it is being rebuilt. */
  STALLED,
  /** What we had of it was wrong and is being fetched anew. */
  RESYNCING,
  /** The venue refused it. */
  REFUSED,
  /** There is no connection. */
  DISCONNECTED
}
