package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.SeriesColumns;
import io.tidemark.model.InstrumentId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data of many backtests, with the indicators that they share: each is calculated by the first
 * run that reads it. To be used by several threads.
 */
public final class SweepData {

  /** What shared indicators may take unless told otherwise, in bytes. */
  public static final long USUAL_BYTES = 192L << 20;

  private final Map<InstrumentId, BarColumns> data;
  private final Map<InstrumentId, SeriesColumns> series = new TreeMap<>();

  /**
   * @param data bars by instrument, those of the plans
   * @param mostBytes how much memory shared indicators may take, 0 or above
   */
  public SweepData(SortedMap<InstrumentId, BarColumns> data, long mostBytes) {
    this.data = Map.copyOf(data);
    data.forEach(
        (instrument, columns) ->
            series.put(instrument, new SeriesColumns(columns.size(), mostBytes / data.size())));
  }

  SeriesColumns seriesOf(InstrumentId instrument, BarColumns columns) {
    SeriesColumns found = series.get(instrument);
    if (found == null || data.get(instrument) != columns) {
      throw new IllegalArgumentException("the sweep is not over these bars of " + instrument);
    }
    return found;
  }
}
