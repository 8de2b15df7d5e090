package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.SeriesColumns;
import io.tidemark.model.InstrumentId;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The data of many backtests, with what they share: the indicators, and where rules hold. Each is
 * worked out by the first run that reads it. To be used by several threads.
 */
public final class SweepData {

  /** What is shared may take so many bytes unless told otherwise. */
  public static final long USUAL_BYTES = 192L << 20;

  /** Of which a part goes to where rules hold. */
  private static final int PART_OF_TRUTHS = 4;

  private final Map<InstrumentId, One> byInstrument = new TreeMap<>();

  /**
   * What is shared over the bars of one instrument.
   *
   * @param dayEnds the last bar of each UTC day
   */
  record One(BarColumns columns, SeriesColumns series, RuleTruths truths, int[] dayEnds) {

    private static One of(BarColumns columns, long mostBytes) {
      long ofTruths = mostBytes / PART_OF_TRUTHS;
      SeriesColumns series = new SeriesColumns(columns.size(), mostBytes - ofTruths);
      return new One(
          columns, series, new RuleTruths(columns, series, ofTruths), BriefEquity.dayEnds(columns));
    }
  }

  /**
   * @param data bars by instrument, those of the plans
   * @param mostBytes how much memory what is shared may take, 0 or above
   */
  public SweepData(SortedMap<InstrumentId, BarColumns> data, long mostBytes) {
    data.forEach(
        (instrument, columns) ->
            byInstrument.put(instrument, One.of(columns, mostBytes / data.size())));
  }

  One of(InstrumentId instrument, BarColumns columns) {
    One found = byInstrument.get(instrument);
    if (found == null || found.columns() != columns) {
      throw new IllegalArgumentException("the sweep is not over these bars of " + instrument);
    }
    return found;
  }
}
