package io.tidemark.kit.candles;

import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bars of one timeframe in few bytes, each of which can be made again exactly. */
final class ExactBars {

  private static final int CAPACITY = 1 << 12;
  private static final BarSource[] SOURCES = BarSource.values();
  private static final Completeness[] COMPLETENESS = Completeness.values();

  private final List<ExactColumn> columns =
      Stream.generate(() -> new ExactColumn(CAPACITY)).limit(CandleColumn.values().length).toList();
  private final BitSet countsTrades = new BitSet();
  private final BitSet partial = new BitSet();
  private long[] opens = new long[CAPACITY];
  private long[] trades = new long[CAPACITY];
  private int[] revisions = new int[CAPACITY];
  private byte[] completeness = new byte[CAPACITY];
  private byte[] sources = new byte[CAPACITY];
  private int size;

  void add(Bar bar) {
    if (size == opens.length) {
      grow(size * 2);
    }
    List<@Nullable BigDecimal> values = new ArrayList<>();
    values.add(bar.open().value());
    values.add(bar.high().value());
    values.add(bar.low().value());
    values.add(bar.close().value());
    values.add(bar.volume().value());
    values.add(bar.vwap() == null ? null : bar.vwap().value());
    values.add(bar.buyVolume() == null ? null : bar.buyVolume().value());
    values.add(bar.imbalance());
    values.add(bar.spread());
    for (int i = 0; i < values.size(); i++) {
      columns.get(i).addIfPresent(values.get(i));
    }
    Long counted = bar.trades();
    countsTrades.set(size, counted != null);
    trades[size] = counted == null ? 0 : counted;
    partial.set(size, bar.completeness() == Completeness.PARTIAL);
    revisions[size] = bar.revision();
    completeness[size] = (byte) bar.completeness().ordinal();
    sources[size] = (byte) bar.source().ordinal();
    opens[size++] = bar.openTime().toEpochMilli();
  }

  private void grow(int capacity) {
    opens = Arrays.copyOf(opens, capacity);
    trades = Arrays.copyOf(trades, capacity);
    revisions = Arrays.copyOf(revisions, capacity);
    completeness = Arrays.copyOf(completeness, capacity);
    sources = Arrays.copyOf(sources, capacity);
  }

  /**
   * The bars as columns; nothing is to be added any more.
   *
   * @throws IllegalArgumentException if they are not in order of time
   */
  BarColumns columns(Timeframe timeframe) {
    return new BarColumns(
        timeframe,
        Arrays.copyOf(opens, size),
        column(CandleColumn.OPEN).doubles(),
        column(CandleColumn.HIGH).doubles(),
        column(CandleColumn.LOW).doubles(),
        column(CandleColumn.CLOSE).doubles(),
        column(CandleColumn.VOLUME).doubles(),
        partial,
        row -> bar(timeframe, row));
  }

  private Bar bar(Timeframe timeframe, int row) {
    BigDecimal vwap = column(CandleColumn.VWAP).valueIfPresent(row);
    BigDecimal buyVolume = column(CandleColumn.BUY_VOLUME).valueIfPresent(row);
    return new Bar(
        timeframe,
        Instant.ofEpochMilli(opens[row]),
        new Price(column(CandleColumn.OPEN).value(row)),
        new Price(column(CandleColumn.HIGH).value(row)),
        new Price(column(CandleColumn.LOW).value(row)),
        new Price(column(CandleColumn.CLOSE).value(row)),
        new Quantity(column(CandleColumn.VOLUME).value(row)),
        vwap == null ? null : new Price(vwap),
        countsTrades.get(row) ? Long.valueOf(trades[row]) : null,
        buyVolume == null ? null : new Quantity(buyVolume),
        column(CandleColumn.IMBALANCE).valueIfPresent(row),
        column(CandleColumn.SPREAD).valueIfPresent(row),
        COMPLETENESS[completeness[row]],
        SOURCES[sources[row]],
        revisions[row]);
  }

  private ExactColumn column(CandleColumn column) {
    return columns.get(column.ordinal());
  }
}
