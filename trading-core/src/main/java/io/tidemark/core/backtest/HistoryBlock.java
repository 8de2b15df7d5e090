package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarBlock;
import io.tidemark.core.indicator.BarField;
import java.util.function.IntToDoubleFunction;

/** Bars of a history that follow each other, in the fields that every bar has. */
final class HistoryBlock implements BarBlock {

  private final BarColumns columns;
  private int from;
  private int count;

  HistoryBlock(BarColumns columns) {
    this.columns = columns;
  }

  /** Whether a field is one of those that it has. */
  static boolean has(BarField field) {
    return !field.isMicrostructure() && !field.isOfPeers();
  }

  /** Is of other bars from now on. */
  void moveTo(int first, int bars) {
    from = first;
    count = bars;
  }

  @Override
  public int first() {
    return from;
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public void copy(BarField field, double[] to, int at) {
    switch (field) {
      case OPEN -> copy(columns::open, to, at);
      case HIGH -> copy(columns::high, to, at);
      case LOW -> copy(columns::low, to, at);
      case CLOSE -> copy(columns::close, to, at);
      case VOLUME -> copy(columns::volume, to, at);
      case HL2 -> copy(i -> (columns.high(i) + columns.low(i)) / 2, to, at);
      case HLC3 -> copy(i -> (columns.high(i) + columns.low(i) + columns.close(i)) / 3, to, at);
      case OHLC4, OPEN_TIME, CLOSE_TIME -> copy(i -> field.of(columns.bar(i)), to, at);
      case VWAP,
          TRADES,
          BUY_VOLUME,
          IMBALANCE,
          SPREAD,
          BOOK_IMBALANCE,
          DEPTH_CHANGE,
          BOOK_SPREAD,
          TRADE_FLOW,
          MICROSTRUCTURE_SCORE,
          BTC_CLOSE,
          SECTOR_INDEX ->
          throw new IllegalStateException(field + " is not of every bar");
    }
  }

  private void copy(IntToDoubleFunction column, double[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = column.applyAsDouble(from + i);
    }
  }
}
