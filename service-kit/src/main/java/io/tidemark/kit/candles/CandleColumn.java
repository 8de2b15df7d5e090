package io.tidemark.kit.candles;

/** The decimals of a packed bar, in the order in which a block holds them. */
public enum CandleColumn {
  OPEN(false),
  HIGH(false),
  LOW(false),
  CLOSE(false),
  VOLUME(false),
  VWAP(false),
  BUY_VOLUME(false),
  IMBALANCE(true),
  SPREAD(true);

  private final boolean keepsScale;

  CandleColumn(boolean keepsScale) {
    this.keepsScale = keepsScale;
  }

  /** Whether 0.50 is told apart from 0.5; prices and quantities have one scale for a value. */
  boolean keepsScale() {
    return keepsScale;
  }
}
