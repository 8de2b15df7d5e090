package io.tidemark.backtester.run;

import io.tidemark.backtester.report.IndicatorColumn;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What the indicators that a strategy reads were at each bar of its primary timeframe. */
final class IndicatorValues {

  /** A line is drawn over the candles if it keeps this near to the closes, as a fraction. */
  private static final double NEAR = 0.2;

  /** For this share of the bars. */
  private static final double MOSTLY = 0.95;

  private final List<Reading> readings;
  private final IndicatorGraphs graphs = new IndicatorGraphs(IndicatorCatalogue.standard());
  private final Timeframe primary;

  private IndicatorValues(StrategyDefinition definition, StrategyRegistry registry) {
    primary = definition.market().primaryTimeframe();
    graphs.graph(primary);
    Strategy strategy = registry.create(definition, graphs);
    SortedMap<String, Reading> byName = new TreeMap<>();
    Stream.concat(strategy.readings().stream(), strategy.furtherReadings().stream())
        .filter(reading -> reading.ago() == 0 && reading.name().contains("("))
        .forEach(reading -> byName.putIfAbsent(reading.name(), reading));
    readings = List.copyOf(byName.values());
  }

  /**
   * The indicators' values.
   *
   * @param base bars that all timeframes of the strategy are made of
   * @param bars of its primary timeframe
   */
  static List<IndicatorColumn> of(
      StrategyDefinition definition, StrategyRegistry registry, BarColumns base, BarColumns bars) {
    return new IndicatorValues(definition, registry).over(base, bars);
  }

  private List<IndicatorColumn> over(BarColumns base, BarColumns bars) {
    List<Cursor> cursors = new ArrayList<>();
    for (Timeframe timeframe : graphs.timeframes()) {
      boolean given = timeframe == base.timeframe();
      BarColumns columns = timeframe == primary ? bars : given ? base : base.composed(timeframe);
      cursors.add(new Cursor(columns));
    }
    double[][] values = new double[readings.size()][bars.size()];
    int row = 0;
    for (List<Bar> closing = next(cursors); !closing.isEmpty(); closing = next(cursors)) {
      graphs.step(closing);
      if (closing.stream().anyMatch(bar -> bar.timeframe() == primary)) {
        for (int i = 0; i < values.length; i++) {
          values[i][row] = readings.get(i).value();
        }
        row++;
      }
    }
    List<IndicatorColumn> columns = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      String name = readings.get(i).name();
      String pane = isOnPrice(values[i], bars) ? "" : pane(name);
      columns.add(new IndicatorColumn(name, pane, values[i]));
    }
    return columns;
  }

  /** The bars that close next, the shorter timeframe first. */
  private static List<Bar> next(List<Cursor> cursors) {
    long close = cursors.stream().mapToLong(Cursor::closeMillis).min().orElse(Long.MAX_VALUE);
    return close == Long.MAX_VALUE
        ? List.of()
        : cursors.stream()
            .filter(cursor -> cursor.closeMillis() == close)
            .map(Cursor::take)
            .sorted((one, other) -> one.timeframe().compareTo(other.timeframe()))
            .toList();
  }

  private static boolean isOnPrice(double[] column, BarColumns bars) {
    long defined = Arrays.stream(column).filter(Double::isFinite).count();
    long near = 0;
    for (int i = 0; i < column.length; i++) {
      near += Math.abs(column[i] - bars.close(i)) < NEAR * bars.close(i) ? 1 : 0;
    }
    return defined > 0 && near >= MOSTLY * defined;
  }

  /** Values of one indicator share a pane: what comes behind its arguments is left out. */
  private static String pane(String name) {
    return name.substring(0, name.lastIndexOf(')') + 1);
  }

  /** Goes along the bars of one timeframe. */
  private static final class Cursor {

    private final BarColumns columns;
    private int at;

    Cursor(BarColumns columns) {
      this.columns = columns;
    }

    /** When the next bar closes, in epoch milliseconds; {@code Long.MAX_VALUE} after the last. */
    long closeMillis() {
      return at == columns.size()
          ? Long.MAX_VALUE
          : columns
              .timeframe()
              .closeOf(Instant.ofEpochMilli(columns.openMillis(at)))
              .toEpochMilli();
    }

    Bar take() {
      return columns.bar(at++);
    }
  }
}
