package io.tidemark.core.feature;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarBlock;
import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.core.signal.ColumnBlock;
import io.tidemark.model.Microstructure;
import io.tidemark.model.Symbol;
import java.time.Instant;
import java.util.Arrays;

/** Bars of one timeframe of a history that follow each other, and what was known beside them. */
final class HistoryBlock implements BarBlock {

  private final BarColumns columns;
  private final TradeDetails details;
  private final FeatureHistory history;
  private final ColumnBlock prices;
  private int end;

  HistoryBlock(BarColumns columns, TradeDetails details, FeatureHistory history) {
    this.columns = columns;
    this.details = details;
    this.history = history;
    this.prices = new ColumnBlock(columns);
  }

  /** Is of the bars after its last that close by an instant, in epoch milliseconds. */
  void moveTo(long closeMillis) {
    int first = end;
    while (end < columns.size() && columns.closeMillis(end) <= closeMillis) {
      end++;
    }
    prices.moveTo(first, end - first);
  }

  /** All the bars of its timeframe. */
  BarColumns columns() {
    return columns;
  }

  @Override
  public int first() {
    return prices.first();
  }

  @Override
  public int count() {
    return prices.count();
  }

  @Override
  public void copy(BarField field, double[] to, int at) {
    switch (field) {
      case VWAP, TRADES, BUY_VOLUME, IMBALANCE, SPREAD ->
          details.copy(field, first(), to, at, count());
      case BOOK_IMBALANCE, DEPTH_CHANGE, BOOK_SPREAD, TRADE_FLOW, MICROSTRUCTURE_SCORE ->
          copyBook(field, to, at);
      case OPEN,
          HIGH,
          LOW,
          CLOSE,
          VOLUME,
          HL2,
          HLC3,
          OHLC4,
          OPEN_TIME,
          CLOSE_TIME,
          BTC_CLOSE,
          SECTOR_INDEX ->
          prices.copy(field, to, at);
    }
  }

  private void copyBook(BarField field, double[] to, int at) {
    Arrays.fill(to, at, at + count(), Double.NaN);
    if (history.microstructure().isEmpty()) {
      return;
    }
    for (int i = first(); i < end; i++) {
      Microstructure known =
          history.microstructure().get(Instant.ofEpochMilli(columns.closeMillis(i)));
      if (known != null) {
        to[at + i - first()] = field.of(columns.bar(i), MarketContext.of(known));
      }
    }
  }

  @Override
  public void copyClosesOf(Symbol symbol, double[] to, int at) {
    BarColumns peer = history.peerBars().get(symbol);
    if (peer == null || count() == 0) {
      Arrays.fill(to, at, at + count(), Double.NaN);
      return;
    }
    int next = closedBy(peer, columns.closeMillis(first()));
    for (int i = first(); i < end; i++) {
      long now = columns.closeMillis(i);
      while (next < peer.size() && peer.closeMillis(next) <= now) {
        next++;
      }
      to[at + i - first()] = next == 0 ? Double.NaN : peer.close(next - 1);
    }
  }

  /** How many bars had closed by an instant. */
  private static int closedBy(BarColumns bars, long millis) {
    int low = 0;
    int high = bars.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bars.closeMillis(middle) <= millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
