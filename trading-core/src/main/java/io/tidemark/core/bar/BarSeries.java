package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The bars of one timeframe: those that form, and the closed ones that are still retained. */
final class BarSeries {

  static final long NONE_DUE = Long.MAX_VALUE;

  private final Timeframe timeframe;
  private final TreeMap<Long, BarAccumulator> byClose = new TreeMap<>();
  private @Nullable BarAccumulator latestUsed;

  BarSeries(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  Timeframe timeframe() {
    return timeframe;
  }

  /** Adds the trade to the bar it belongs to and returns that bar. */
  BarAccumulator add(MarketTrade trade, long nanos, BigDecimal notional) {
    BarAccumulator bar = latestUsed;
    if (bar == null || !bar.holds(nanos)) {
      bar = barAt(trade, nanos);
      latestUsed = bar;
    }
    bar.add(trade, nanos, notional);
    return bar;
  }

  private BarAccumulator barAt(MarketTrade trade, long nanos) {
    Instant open = timeframe.openOf(trade.eventTime());
    long close = EpochNanos.of(timeframe.closeOf(open));
    return byClose.computeIfAbsent(
        close, key -> new BarAccumulator(EpochNanos.of(open), key, nanos, trade.price()));
  }

  /** The bars that close at or before the watermark and were not published, oldest first. */
  List<BarAccumulator> due(long watermark) {
    List<BarAccumulator> due = new ArrayList<>();
    for (BarAccumulator bar : byClose.headMap(watermark, true).descendingMap().values()) {
      if (bar.isPublished()) {
        break;
      }
      due.addFirst(bar);
    }
    return due;
  }

  /** The close of the oldest bar that was not published. */
  long nextDue() {
    long next = NONE_DUE;
    for (BarAccumulator bar : byClose.descendingMap().values()) {
      if (bar.isPublished()) {
        break;
      }
      next = bar.closeNanos;
    }
    return next;
  }

  /** The retained published bars that touch a span and pass a test, oldest first. */
  List<BarAccumulator> publishedWithin(long from, long to, Predicate<BarAccumulator> test) {
    List<BarAccumulator> found = new ArrayList<>();
    for (BarAccumulator bar : byClose.tailMap(from, false).values()) {
      if (bar.openNanos >= to || !bar.isPublished()) {
        break;
      }
      if (test.test(bar)) {
        found.add(bar);
      }
    }
    return found;
  }

  /** The bar that holds a candle's minute; one is made of it if there is none. */
  BarAccumulator holding(Bar candle) {
    Instant open = timeframe.openOf(candle.openTime());
    long close = EpochNanos.of(timeframe.closeOf(open));
    return byClose.computeIfAbsent(
        close,
        key ->
            new BarAccumulator(
                EpochNanos.of(open), key, EpochNanos.of(candle.openTime()), candle.open()));
  }

  /** The bar that holds an instant, if anything traded in it. */
  @Nullable BarAccumulator holding(long nanos) {
    var entry = byClose.higherEntry(nanos);
    return entry != null && entry.getValue().holds(nanos) ? entry.getValue() : null;
  }

  /** Forgets the bars that close at or before {@code horizon}. */
  void forgetBefore(long horizon) {
    byClose.headMap(horizon, true).clear();
    latestUsed = null;
  }

  void save(DataOutput out) throws IOException {
    out.writeInt(byClose.size());
    for (BarAccumulator bar : byClose.values()) {
      bar.save(out);
    }
  }

  void restore(DataInput in) throws IOException {
    byClose.clear();
    latestUsed = null;
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      BarAccumulator bar = BarAccumulator.restore(in);
      byClose.put(bar.closeNanos, bar);
    }
  }
}
