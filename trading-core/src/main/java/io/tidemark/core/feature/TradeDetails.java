package io.tidemark.core.feature;

import io.tidemark.core.indicator.BarField;
import io.tidemark.model.Bar;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** What bars that were made of trades tell beside prices and volume, as columns. */
final class TradeDetails {

  private final int bars;
  private final Map<BarField, double[]> columns = new EnumMap<>(BarField.class);

  TradeDetails(int bars) {
    this.bars = bars;
  }

  void take(int index, Bar bar) {
    if (bar.vwap() != null) {
      note(BarField.VWAP, index, bar);
    }
    if (bar.trades() != null) {
      note(BarField.TRADES, index, bar);
    }
    if (bar.buyVolume() != null) {
      note(BarField.BUY_VOLUME, index, bar);
    }
    if (bar.imbalance() != null) {
      note(BarField.IMBALANCE, index, bar);
    }
    if (bar.spread() != null) {
      note(BarField.SPREAD, index, bar);
    }
  }

  private void note(BarField field, int index, Bar bar) {
    double[] column = columns.get(field);
    if (column == null) {
      column = new double[bars];
      Arrays.fill(column, Double.NaN);
      columns.put(field, column);
    }
    column[index] = field.of(bar);
  }

  /** Copies a field of bars that follow each other; NaN where a bar lacks it. */
  void copy(BarField field, int first, double[] to, int at, int count) {
    double[] column = columns.get(field);
    if (column == null) {
      Arrays.fill(to, at, at + count, Double.NaN);
    } else {
      System.arraycopy(column, first, to, at, count);
    }
  }
}
