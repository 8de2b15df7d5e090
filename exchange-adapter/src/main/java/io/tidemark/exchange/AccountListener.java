package io.tidemark.exchange;

/**
 * Hears what an account stream tells. Called by one thread at a time. What it throws is logged, and
 * the stream goes on.
 */
public interface AccountListener {

  /** One of the account's orders took a state. On connecting, every open order is told once. */
  void onOrder(VenueOrderState order);

  /** A part of an order traded. On connecting, the venue repeats recent ones. */
  void onFill(VenueFill fill);

  /** The stream took a state. After DISCONNECTED, ask for orders and fills by REST. */
  void onStreamChange(StreamChange change);
}
