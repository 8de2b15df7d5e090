package io.tidemark.core.feature;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.LongerBars;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A history in blocks of every timeframe that is read, all up to the same instants. */
final class HistoryBlocks {

  private final BarColumns base;
  private final Map<Timeframe, HistoryBlock> byTimeframe;
  private int taken;

  private HistoryBlocks(BarColumns base, Map<Timeframe, HistoryBlock> byTimeframe) {
    this.base = base;
    this.byTimeframe = byTimeframe;
  }

  /**
   * @throws IllegalArgumentException if the bars do not make up one of the timeframes
   */
  static HistoryBlocks of(FeatureHistory history, Set<Timeframe> timeframes) {
    BarColumns base = history.bars();
    TradeDetails details = new TradeDetails(base.size());
    Map<Timeframe, LongerBars> longer = new EnumMap<>(Timeframe.class);
    for (Timeframe timeframe : timeframes) {
      if (timeframe != base.timeframe()) {
        requireFilled(base.timeframe(), timeframe);
        longer.put(timeframe, new LongerBars(timeframe));
      }
    }
    for (int i = 0; i < base.size(); i++) {
      Bar bar = base.bar(i);
      details.take(i, bar);
      longer.values().forEach(bars -> bars.add(bar));
    }
    Map<Timeframe, HistoryBlock> blocks = new EnumMap<>(Timeframe.class);
    blocks.put(base.timeframe(), new HistoryBlock(base, details, history));
    longer.forEach((timeframe, bars) -> blocks.put(timeframe, block(bars.columns(), history)));
    return new HistoryBlocks(base, blocks);
  }

  private static void requireFilled(Timeframe base, Timeframe timeframe) {
    if (!base.fills(timeframe)) {
      throw new IllegalArgumentException(
          "the features read %s bars, which %s bars do not make up: give shorter ones"
              .formatted(timeframe, base));
    }
  }

  private static HistoryBlock block(BarColumns columns, FeatureHistory history) {
    TradeDetails details = new TradeDetails(columns.size());
    for (int i = 0; i < columns.size(); i++) {
      details.take(i, columns.bar(i));
    }
    return new HistoryBlock(columns, details, history);
  }

  /**
   * Moves on; false after the end.
   *
   * @param most bars of the shortest timeframe; of a longer one there may be one more
   */
  boolean advance(int most) {
    if (taken == base.size()) {
      return false;
    }
    taken = Math.min(base.size(), taken + most);
    long now = base.closeMillis(taken - 1);
    byTimeframe.values().forEach(block -> block.moveTo(now));
    return true;
  }

  /** The blocks it is at. */
  Map<Timeframe, HistoryBlock> byTimeframe() {
    return byTimeframe;
  }

  /** The block of one timeframe, which must be one that is read. */
  HistoryBlock of(Timeframe timeframe) {
    return Objects.requireNonNull(byTimeframe.get(timeframe), "a timeframe that is read");
  }
}
