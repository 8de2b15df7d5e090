package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** Knows which bars a hole spoils, and puts into them what fills it. */
final class Repairs {

  private final List<BarSeries> series;
  private final Holes holes;
  private final Predicate<BarAccumulator> complete;

  Repairs(List<BarSeries> series, Holes holes, Predicate<BarAccumulator> complete) {
    this.series = series;
    this.holes = holes;
    this.complete = complete;
  }

  /** The bars that one repair is about, and which of them were PARTIAL and had been told. */
  private final class Work {

    private final Map<BarSeries, Set<BarAccumulator>> touched = new LinkedHashMap<>();
    private final Set<BarAccumulator> partial = new HashSet<>();
    private final Set<BarAccumulator> changed = new HashSet<>();

    Work() {
      series.forEach(bars -> touched.put(bars, new LinkedHashSet<>()));
    }

    void heal(long start, long end) {
      touched.forEach(
          (bars, found) -> {
            List<BarAccumulator> told =
                bars.publishedWithin(start, end, bar -> !complete.test(bar));
            found.addAll(told);
            partial.addAll(told);
          });
    }

    void change(BarSeries bars, BarAccumulator bar) {
      touched.getOrDefault(bars, new HashSet<>()).add(bar);
      changed.add(bar);
    }

    void leave(BarSeries bars, BarAccumulator bar) {
      touched.getOrDefault(bars, new HashSet<>()).remove(bar);
    }

    /** Bars that are still open go on; of the others, those that say something new are told. */
    void tell(long watermark, BarMessages messages) {
      touched.forEach(
          (bars, found) ->
              found.stream()
                  .filter(bar -> bar.closeNanos <= watermark)
                  .filter(
                      bar -> complete.test(bar) || !partial.contains(bar) || changed.contains(bar))
                  .forEach(bar -> messages.add(bars, bar, now(bar))));
    }

    private Completeness now(BarAccumulator bar) {
      return complete.test(bar) ? Completeness.CORRECTED : Completeness.PARTIAL;
    }
  }

  /** Trades may be missing in a span: the bars over it that were told complete are not. */
  void spoil(long start, long end, BarMessages told) {
    Map<BarSeries, List<BarAccumulator>> spoilt = new LinkedHashMap<>();
    series.forEach(bars -> spoilt.put(bars, bars.publishedWithin(start, end, complete)));
    holes.add(start, end);
    spoilt.forEach(
        (bars, found) -> found.forEach(bar -> told.add(bars, bar, Completeness.PARTIAL)));
  }

  /** All trades of a span count now. */
  void add(List<MarketTrade> missed, long start, long end, long watermark, BarMessages told) {
    Work work = new Work();
    work.heal(start, end);
    for (MarketTrade trade : missed) {
      BigDecimal notional = trade.price().times(trade.quantity());
      long nanos = EpochNanos.of(trade.eventTime());
      series.forEach(bars -> work.change(bars, bars.add(trade, nanos, notional)));
    }
    holes.remove(start, end);
    work.tell(watermark, told);
  }

  /** Nothing is missing of spans but what candles hold more. */
  void confirm(
      List<Span> spans,
      List<MinuteCandle> candles,
      long horizon,
      long watermark,
      BarMessages told) {
    Work work = new Work();
    spans.forEach(span -> work.heal(EpochNanos.of(span.from()), EpochNanos.of(span.to())));
    for (MinuteCandle candle : candles) {
      for (BarSeries bars : series) {
        exchange(bars, candle, horizon, work);
      }
    }
    spans.forEach(span -> holes.remove(EpochNanos.of(span.from()), EpochNanos.of(span.to())));
    work.tell(watermark, told);
  }

  /** The minute's own bar is told already; a bar that is not retained is not amended. */
  private static void exchange(BarSeries bars, MinuteCandle candle, long horizon, Work work) {
    Bar edition = candle.edition();
    long close =
        EpochNanos.of(bars.timeframe().closeOf(bars.timeframe().openOf(edition.openTime())));
    if (close <= horizon) {
      return;
    }
    BarAccumulator bar = bars.holding(edition);
    bar.exchange(edition, candle.counted().value());
    if (bars.timeframe() == Timeframe.M1) {
      bar.toldAs(edition.revision());
      work.leave(bars, bar);
    } else {
      work.change(bars, bar);
    }
  }
}
