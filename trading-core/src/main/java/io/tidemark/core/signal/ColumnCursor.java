package io.tidemark.core.signal;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.BarValues;
import io.tidemark.model.Bar;
import io.tidemark.model.Symbol;

/** A bar of a history after another, as indicators read it. Nothing is known beside the bars. */
final class ColumnCursor implements BarValues {

  private final BarColumns columns;
  private int index = -1;

  ColumnCursor(BarColumns columns) {
    this.columns = columns;
  }

  /** Whether there is a further bar that closes at {@code closeMillis}; moves on to it. */
  boolean moveTo(long closeMillis) {
    int next = index + 1;
    if (next < columns.size() && columns.closeMillis(next) == closeMillis) {
      index = next;
      return true;
    }
    return false;
  }

  /** When the next bar closes, in epoch milliseconds; {@code Long.MAX_VALUE} after the last. */
  long nextCloseMillis() {
    return index + 1 < columns.size() ? columns.closeMillis(index + 1) : Long.MAX_VALUE;
  }

  int index() {
    return index;
  }

  /** Moves on to a later bar. */
  void moveToIndex(int later) {
    index = later;
  }

  long closeMillis() {
    return columns.closeMillis(index);
  }

  /** The bar it is at, exactly. */
  Bar bar() {
    return columns.bar(index);
  }

  @Override
  public double of(BarField field) {
    return valueAt(field, index);
  }

  /** The value of a field of any bar; NaN if it is lacking, or of peers. */
  double valueAt(BarField field, int at) {
    return switch (field) {
      case OPEN -> columns.open(at);
      case HIGH -> columns.high(at);
      case LOW -> columns.low(at);
      case CLOSE -> columns.close(at);
      case VOLUME -> columns.volume(at);
      case HL2 -> (columns.high(at) + columns.low(at)) / 2;
      case HLC3 -> (columns.high(at) + columns.low(at) + columns.close(at)) / 3;
      case OHLC4 -> (columns.open(at) + columns.high(at) + columns.low(at) + columns.close(at)) / 4;
      case OPEN_TIME -> columns.openMillis(at) / 1000;
      case CLOSE_TIME -> columns.closeMillis(at) / 1000;
      case VWAP, TRADES, BUY_VOLUME, IMBALANCE, SPREAD -> field.of(columns.bar(at));
      case BOOK_IMBALANCE, DEPTH_CHANGE, BOOK_SPREAD, TRADE_FLOW, MICROSTRUCTURE_SCORE ->
          Double.NaN;
      case BTC_CLOSE, SECTOR_INDEX -> Double.NaN;
    };
  }

  @Override
  public double closeOf(Symbol symbol) {
    return Double.NaN;
  }
}
