package io.tidemark.core.performance;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The same figures of the parts that trade rows fall into. Each row is in one part of each
 * breakdown, so that counts and amounts add up to those of all.
 *
 * @param byExitReason by the name of the reason
 * @param byStrategy by its name
 * @param bySymbol by {@code exchange|BASE/QUOTE}
 */
public record TradeBreakdown(
    SortedMap<String, TradeFigures> byExitReason,
    SortedMap<String, TradeFigures> byStrategy,
    SortedMap<String, TradeFigures> bySymbol) {

  /** Keeps its maps from change. */
  public TradeBreakdown {
    byExitReason = copy(byExitReason);
    byStrategy = copy(byStrategy);
    bySymbol = copy(bySymbol);
  }

  /** The parts of these rows. */
  public static TradeBreakdown of(List<TradeRow> rows) {
    return new TradeBreakdown(
        by(rows, row -> row.exitReason().name()),
        by(rows, TradeRow::strategy),
        by(rows, row -> row.instrument().key()));
  }

  private static SortedMap<String, TradeFigures> by(
      List<TradeRow> rows, Function<TradeRow, String> part) {
    SortedMap<String, List<TradeRow>> parts = new TreeMap<>();
    rows.forEach(row -> parts.computeIfAbsent(part.apply(row), _ -> new ArrayList<>()).add(row));
    SortedMap<String, TradeFigures> figures = new TreeMap<>();
    parts.forEach((name, members) -> figures.put(name, TradeFigures.of(members)));
    return figures;
  }

  private static SortedMap<String, TradeFigures> copy(SortedMap<String, TradeFigures> parts) {
    return Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }
}
