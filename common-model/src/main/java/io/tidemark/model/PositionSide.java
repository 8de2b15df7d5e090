package io.tidemark.model;

/** Which way a position gains. */
public enum PositionSide {
  /** Gains when the price rises. */
  LONG,
  /** Gains when the price falls. */
  SHORT;

  /** The side of the order that opens such a position. */
  public Side entrySide() {
    return this == LONG ? Side.BUY : Side.SELL;
  }

  /** The side of the order that closes such a position. */
  public Side exitSide() {
    return entrySide().opposite();
  }
}
