package io.tidemark.exchange;

/** How a stream stands. */
public enum StreamState {
  /** Not connected yet, or subscriptions are not all confirmed. */
  CONNECTING,
  /** Connected, and every channel is confirmed. */
  LIVE,
  /** One instrument's book was wrong and is being fetched anew; the rest goes on. */
  BOOK_RESYNC,
  /** The connection is lost; it is being made again. What happened meanwhile was not seen. */
  DISCONNECTED,
  /** The venue refused a channel, told in the detail. */
  REFUSED,
  /** Ended by us, or by a broken invariant that the detail tells. */
  CLOSED
}
