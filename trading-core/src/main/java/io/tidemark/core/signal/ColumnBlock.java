package io.tidemark.core.signal;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.BarBlock;
import io.tidemark.core.indicator.BarField;
import io.tidemark.model.Symbol;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Bars of a history that follow each other. */
public final class ColumnBlock implements BarBlock {

  private final BarColumns columns;
  private int from;
  private int count;

  public ColumnBlock(BarColumns columns) {
    this.columns = columns;
  }

  /**
   * Is of other bars from now on.
   *
   * @param first the index of the first
   * @param bars how many
   */
  public void moveTo(int first, int bars) {
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
      case HL2,
          HLC3,
          OHLC4,
          OPEN_TIME,
          CLOSE_TIME,
          VWAP,
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
          SECTOR_INDEX -> {
        ColumnCursor cursor = new ColumnCursor(columns);
        copy(index -> cursor.valueAt(field, index), to, at);
      }
    }
  }

  /** Nothing is known beside the bars. */
  @Override
  public void copyClosesOf(Symbol symbol, double[] to, int at) {
    Arrays.fill(to, at, at + count, Double.NaN);
  }

  private void copy(IntToDoubleFunction column, double[] to, int at) {
    for (int i = 0; i < count; i++) {
      to[at + i] = column.applyAsDouble(from + i);
    }
  }
}
