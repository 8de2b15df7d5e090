package io.tidemark.kit.configuration;

/** What paper orders are matched against. */
public enum FillModel {
  /** Every trade and book of the market, from the order's arrival on. */
  TRADES,
  /**
   * Closed minute bars, as a backtest on bars does: an order acts from the first bar on that opens
   * at or after its decision.
   */
  BAR
}
