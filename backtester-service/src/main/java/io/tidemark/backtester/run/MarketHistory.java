package io.tidemark.backtester.run;

import io.tidemark.backtester.report.DataCompleteness;
import io.tidemark.core.history.BarColumns;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The bars that a backtest runs over.
 *
 * @param bars by instrument, none without a bar
 * @param sha256 of the bytes that they were read from; of several sources, of the lines {@code
 *     EXCHANGE|SYMBOL SHA256}, in order
 * @param repeated rows of each instrument that several sources told alike, and were taken once
 * @param mayBeCorrected whether some of the bars may have been healed since they were first told
 */
public record MarketHistory(
    SortedMap<InstrumentId, BarColumns> bars,
    String sha256,
    SortedMap<InstrumentId, Long> repeated,
    boolean mayBeCorrected) {

  private static final Instant FIRST = Instant.ofEpochMilli(Long.MIN_VALUE);
  private static final Instant LAST = Instant.ofEpochMilli(Long.MAX_VALUE);

  public MarketHistory {
    bars = Collections.unmodifiableSortedMap(new TreeMap<>(bars));
    repeated = Collections.unmodifiableSortedMap(new TreeMap<>(repeated));
  }

  /**
   * Bars of one instrument and the hash of where they come from.
   *
   * @param sha256 in lower-case hexadecimal
   * @param repeated rows that were told again alike
   */
  public record Source(BarColumns columns, String sha256, long repeated) {}

  /** The bars of sources together. */
  static MarketHistory of(SortedMap<InstrumentId, Source> sources, boolean mayBeCorrected) {
    SortedMap<InstrumentId, BarColumns> bars = new TreeMap<>();
    SortedMap<InstrumentId, Long> repeated = new TreeMap<>();
    StringBuilder lines = new StringBuilder();
    sources.forEach(
        (instrument, source) -> {
          bars.put(instrument, source.columns());
          repeated.put(instrument, source.repeated());
          lines.append(instrument.key()).append(' ').append(source.sha256()).append('\n');
        });
    return new MarketHistory(
        bars,
        sources.size() == 1
            ? sources.firstEntry().getValue().sha256()
            : Ids.sha256(lines.toString()),
        repeated,
        mayBeCorrected);
  }

  /**
   * The bars that open in a span of time.
   *
   * @throws IllegalArgumentException if an instrument has none there
   */
  MarketHistory between(@Nullable Instant from, @Nullable Instant to) {
    if (from == null && to == null) {
      return this;
    }
    SortedMap<InstrumentId, BarColumns> parts = new TreeMap<>();
    bars.forEach(
        (instrument, columns) -> {
          BarColumns part = columns.between(from == null ? FIRST : from, to == null ? LAST : to);
          if (part.size() == 0) {
            throw new IllegalArgumentException(
                "no bar of %s opens between --from %s and --to %s; there are those from %s to %s"
                    .formatted(
                        instrument.symbol(),
                        from == null ? "the first" : from,
                        to == null ? "the last" : to,
                        Instant.ofEpochMilli(columns.openMillis(0)),
                        Instant.ofEpochMilli(columns.openMillis(columns.size() - 1))));
          }
          parts.put(instrument, part);
        });
    return new MarketHistory(parts, sha256, repeated, mayBeCorrected);
  }

  /** How complete each instrument's bars are. */
  public SortedMap<InstrumentId, DataCompleteness> completeness() {
    SortedMap<InstrumentId, DataCompleteness> all = new TreeMap<>();
    bars.forEach(
        (id, columns) ->
            all.put(id, Gaps.completeness(columns, repeated.getOrDefault(id, 0L), mayBeCorrected)));
    return all;
  }

  /** When the first bar of any instrument opens. */
  public Instant start() {
    return Instant.ofEpochMilli(
        bars.values().stream().mapToLong(columns -> columns.openMillis(0)).min().orElseThrow());
  }

  /** When the last bar of any instrument closes. */
  public Instant end() {
    return bars.values().stream()
        .map(columns -> columns.bar(columns.size() - 1).closeTime())
        .max(Instant::compareTo)
        .orElseThrow();
  }
}
