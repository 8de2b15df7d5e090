package io.tidemark.simulator.faults;

/** What a number in a row of data stands for. */
enum Place {
  /** A trade's price, a level's, a bar's open, a ticker's last. */
  PRICE,
  /** A trade's or level's amount, a bar's or ticker's volume. */
  QUANTITY,
  /** A bar's or ticker's highest price. */
  HIGH,
  /** A bar's or ticker's lowest price. */
  LOW,
  /** The best bid. */
  BID,
  /** The best ask. */
  ASK,
  /** When something happened. */
  TIME,
  /** Where a bar stands on its timeframe's grid. */
  GRID
}
