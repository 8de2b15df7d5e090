package io.tidemark.simulator.faults;

import static io.tidemark.simulator.faults.Place.ASK;
import static io.tidemark.simulator.faults.Place.BID;
import static io.tidemark.simulator.faults.Place.GRID;
import static io.tidemark.simulator.faults.Place.HIGH;
import static io.tidemark.simulator.faults.Place.LOW;
import static io.tidemark.simulator.faults.Place.PRICE;
import static io.tidemark.simulator.faults.Place.QUANTITY;
import static io.tidemark.simulator.faults.Place.TIME;

import java.util.Map;
import java.util.Optional;

/** The forms of Kraken's rows, by the channel or REST method that tells them. */
final class Forms {

  private static final RowForm LIST_OF_THREE = RowForm.of(PRICE, "0", QUANTITY, "1", TIME, "2");

  private static final RowForm TICKER_OF_LISTS =
      RowForm.of(PRICE, "c/0", QUANTITY, "v/0", BID, "b/0", ASK, "a/0", HIGH, "h/0", LOW, "l/0");

  /** WebSocket version 1. */
  private static final Map<String, RowForm> LISTS =
      Map.of(
          "trade", LIST_OF_THREE,
          "book", LIST_OF_THREE,
          "ticker", TICKER_OF_LISTS,
          "ohlc", RowForm.of(TIME, "0", GRID, "1", PRICE, "2", HIGH, "3", LOW, "4", QUANTITY, "7"));

  /** WebSocket version 2. */
  private static final Map<String, RowForm> OBJECTS =
      Map.of(
          "trade", RowForm.of(PRICE, "price", QUANTITY, "qty", TIME, "timestamp"),
          "book", RowForm.of(PRICE, "price", QUANTITY, "qty"),
          "ticker",
              RowForm.of(
                  PRICE,
                  "last",
                  QUANTITY,
                  "volume",
                  BID,
                  "bid",
                  ASK,
                  "ask",
                  HIGH,
                  "high",
                  LOW,
                  "low",
                  TIME,
                  "timestamp"),
          "ohlc",
              RowForm.of(
                  GRID,
                  "interval_begin",
                  PRICE,
                  "open",
                  HIGH,
                  "high",
                  LOW,
                  "low",
                  QUANTITY,
                  "volume",
                  TIME,
                  "timestamp"));

  /** A book of version 2, which has one time for all its levels. */
  static final RowForm WHOLE_BOOK = RowForm.of(TIME, "timestamp");

  private static final Map<String, RowForm> REST =
      Map.of(
          "Trades", LIST_OF_THREE,
          "Depth", LIST_OF_THREE,
          "Ticker", TICKER_OF_LISTS,
          "OHLC", RowForm.of(GRID, "0", PRICE, "1", HIGH, "2", LOW, "3", QUANTITY, "6"));

  private Forms() {}

  /** Of a channel's rows as lists, or as objects; empty for channels that tell no market data. */
  static Optional<RowForm> ofChannel(String channel, boolean lists) {
    return Optional.ofNullable((lists ? LISTS : OBJECTS).get(channel));
  }

  /** Empty for methods that tell no market data. */
  static Optional<RowForm> ofMethod(String method) {
    return Optional.ofNullable(REST.get(method));
  }
}
