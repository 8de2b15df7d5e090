package io.tidemark.exchange.xchange;

import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.TradeCursor;
import java.io.IOException;
import java.util.List;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.dto.marketdata.Trade;

/** Where a venue's past trades come from. */
record TradeReader(TradeHistory history, Call call) {

  /**
   * What one answer tells.
   *
   * @param trades in any order
   * @param next where the following answer begins
   * @param more whether there are trades after these now
   */
  record Answer(List<Trade> trades, TradeCursor next, boolean more) {}

  /** Asks for trades from the cursor on, or for the latest ones. */
  @FunctionalInterface
  interface Call {
    Answer read(Exchange exchange, Listing listing, TradeCursor cursor) throws IOException;
  }

  /** A call that tells the latest trades only. */
  @FunctionalInterface
  interface Latest {
    List<Trade> read(Exchange exchange, Listing listing) throws IOException;
  }

  /** A venue that tells its latest trades only, whatever is asked for. */
  static TradeReader latest(Latest call) {
    return new TradeReader(
        TradeHistory.RECENT,
        (exchange, listing, cursor) -> {
          List<Trade> trades =
              call.read(exchange, listing).stream()
                  .filter(trade -> trade.getTimestamp() != null)
                  .filter(trade -> trade.getTimestamp().toInstant().isAfter(cursor.from()))
                  .toList();
          TradeCursor next =
              trades.stream()
                  .map(trade -> trade.getTimestamp().toInstant())
                  .max(java.time.Instant::compareTo)
                  .map(TradeCursor::at)
                  .orElse(cursor);
          return new Answer(trades, next, false);
        });
  }
}
