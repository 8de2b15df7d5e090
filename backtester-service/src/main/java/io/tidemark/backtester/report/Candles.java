package io.tidemark.backtester.report;

import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Bars thin enough to be drawn: those of a symbol, put together into longer ones until no more than
 * a bound are left. An indicator has the value it had at the last of the bars put together.
 *
 * @param timeframe of the candles
 */
record Candles(Timeframe timeframe, BarColumns bars, List<IndicatorColumn> indicators) {

  /** As few as needed of the timeframes that the bars fill, up to a week. */
  static Candles of(SymbolData symbol, int bound) {
    Candles candles = new Candles(symbol.timeframe(), symbol.bars(), symbol.indicators());
    for (Timeframe longer : Timeframe.values()) {
      if (candles.bars.size() <= bound) {
        break;
      }
      if (symbol.timeframe().fills(longer) && longer != Timeframe.MONTH1) {
        candles = aggregate(symbol, longer);
      }
    }
    return candles;
  }

  private static Candles aggregate(SymbolData symbol, Timeframe timeframe) {
    BarColumns bars = symbol.bars();
    int[] firsts = firsts(bars, timeframe);
    int[] lasts = new int[firsts.length];
    long[] openTimes = new long[firsts.length];
    double[] high = new double[firsts.length];
    double[] low = new double[firsts.length];
    double[] volume = new double[firsts.length];
    for (int i = 0; i < firsts.length; i++) {
      int next = i + 1 < firsts.length ? firsts[i + 1] : bars.size();
      lasts[i] = next - 1;
      openTimes[i] = openOf(bars.openTimes()[firsts[i]], timeframe);
      high[i] = Arrays.stream(bars.high(), firsts[i], next).max().orElseThrow();
      low[i] = Arrays.stream(bars.low(), firsts[i], next).min().orElseThrow();
      for (int bar = firsts[i]; bar < next; bar++) {
        volume[i] += bars.volume()[bar];
      }
    }
    BarColumns merged =
        new BarColumns(
            openTimes, at(bars.open(), firsts), high, low, at(bars.close(), lasts), volume);
    return new Candles(
        timeframe,
        merged,
        symbol.indicators().stream()
            .map(
                indicator ->
                    new IndicatorColumn(
                        indicator.name(), indicator.pane(), at(indicator.values(), lasts)))
            .toList());
  }

  private static int[] firsts(BarColumns bars, Timeframe timeframe) {
    int[] firsts = new int[bars.size()];
    int count = 0;
    long before = Long.MIN_VALUE;
    for (int i = 0; i < bars.size(); i++) {
      long open = openOf(bars.openTimes()[i], timeframe);
      if (open != before) {
        firsts[count++] = i;
        before = open;
      }
    }
    return Arrays.copyOf(firsts, count);
  }

  private static long openOf(long millis, Timeframe timeframe) {
    return timeframe.openOf(Instant.ofEpochMilli(millis)).toEpochMilli();
  }

  private static double[] at(double[] values, int[] indices) {
    return Arrays.stream(indices).mapToDouble(index -> values[index]).toArray();
  }
}
