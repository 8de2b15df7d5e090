package io.tidemark.exchange;

/**
 * Hears what an account stream tells. Called by one thread at a time. What it throws is logged, and
 * the stream goes on.
 */
public interface AccountListener {

  /** One of the account's orders took a state. On connecting, every open order is told once. */
  void onOrder(VenueOrderState order);

  /**
   * A part of an order traded, told once. On the first connection the venue tells recent ones, on a
   * later one what was missed.
   */
  void onFill(VenueFill fill);

  /** The stream took a state. After LIVE follows what was missed while it was not. */
  void onStreamChange(StreamChange change);
}
