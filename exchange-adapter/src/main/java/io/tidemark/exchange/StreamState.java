package io.tidemark.exchange;

/** How a stream stands. */
public enum StreamState {
  /** Not connected yet, or subscriptions are not all confirmed. */
  CONNECTING,
  /** Connected, and every channel is confirmed, those apart that the venue refused. */
  LIVE,
  /** One instrument's book was wrong and is being fetched anew; the rest goes on. */
  BOOK_RESYNC,
  /** One channel of an instrument is quiet, and the venue has nothing newer; the rest goes on. */
  IDLE,
  /**
   * One channel of an instrument went silent while the venue has newer; it is being subscribed
   * again, and LIVE is told of the instrument once it speaks. What happened meanwhile was not seen.
   */
  STALLED,
  /** The connection is lost; it is being made again. What happened meanwhile was not seen. */
  DISCONNECTED,
  /**
   * The venue refused a channel, told in the detail. Of an instrument: the rest goes on. Of the
   * whole stream: it refused every channel.
   */
  REFUSED,
  /** Ended by us, or by a broken invariant that the detail tells. */
  CLOSED
}
