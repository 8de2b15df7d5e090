package io.tidemark.model;

/** The side of an order, a trade or a fill. */
public enum Side {
  BUY,
  SELL;

  public Side opposite() {
    return this == BUY ? SELL : BUY;
  }
}
