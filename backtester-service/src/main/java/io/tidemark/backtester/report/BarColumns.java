package io.tidemark.backtester.report;

/**
 * Bars as columns of equal length; not copied, and not to be changed.
 *
 * @param openTimes in epoch milliseconds, each after the one before
 * @param volume of the base currency
 */
public record BarColumns(
    long[] openTimes, double[] open, double[] high, double[] low, double[] close, double[] volume) {

  /**
   * @throws IllegalArgumentException if a column is of another length, or a time is not after the
   *     one before
   */
  public BarColumns {
    requireLength("open", open, openTimes.length);
    requireLength("high", high, openTimes.length);
    requireLength("low", low, openTimes.length);
    requireLength("close", close, openTimes.length);
    requireLength("volume", volume, openTimes.length);
    for (int i = 1; i < openTimes.length; i++) {
      if (openTimes[i] <= openTimes[i - 1]) {
        throw new IllegalArgumentException(
            "openTimes must rise, bar %d had %d after %d"
                .formatted(i, openTimes[i], openTimes[i - 1]));
      }
    }
  }

  int size() {
    return openTimes.length;
  }

  private static void requireLength(String name, double[] column, int length) {
    if (column.length != length) {
      throw new IllegalArgumentException(
          "%s must have one value for each of %d bars, had %d"
              .formatted(name, length, column.length));
    }
  }
}
