package io.tidemark.core.learn;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.learn.Labels.Notes;
import io.tidemark.model.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/** What models learn to foretell. */
public final class Targets {

  private Targets() {}

  /**
   * Where the close is some bars later: UP if it is higher by at least a threshold, DOWN if it is
   * lower by as much, NEUTRAL otherwise. With a threshold of 0 only an unchanged close is NEUTRAL.
   *
   * @param lookahead bars ahead, 1 or above
   * @param thresholdPct percent of the row's close, 0 or above
   * @throws IllegalArgumentException if one is outside of its range
   */
  public static Labels direction(FeatureTable table, int lookahead, double thresholdPct) {
    requireBars("lookahead", lookahead);
    if (!(thresholdPct >= 0) || Double.isInfinite(thresholdPct)) {
      throw new IllegalArgumentException("thresholdPct must be 0 or above, was " + thresholdPct);
    }
    Notes notes = new Notes(table.rows());
    for (int row = 0; row + lookahead < table.rows(); row++) {
      double change = (table.close(row + lookahead) / table.close(row) - 1) * 100;
      notes.note(row, direction(change, thresholdPct), row + lookahead);
    }
    return notes.labels();
  }

  private static Label direction(double changePct, double thresholdPct) {
    if (changePct > 0 && changePct >= thresholdPct) {
      return Label.UP;
    }
    return changePct < 0 && changePct <= -thresholdPct ? Label.DOWN : Label.NEUTRAL;
  }

  /**
   * Which of two prices round the row's close is touched first within some bars (M. Lopez de Prado,
   * Advances in Financial Machine Learning, 2018, section 3.4): UP for the target above, DOWN for
   * the stop below, NEUTRAL for neither. A bar that touches both counts for the stop, as in a
   * backtest.
   *
   * @param takeProfitPct of the target, percent of the row's close, above 0
   * @param stopLossPct of the stop, percent of the row's close, above 0 and below 100
   * @param horizon bars, 1 or above
   * @throws IllegalArgumentException if one is outside of its range
   */
  public static Labels tripleBarrier(
      FeatureTable table, double takeProfitPct, double stopLossPct, int horizon) {
    requireBars("horizon", horizon);
    if (!(takeProfitPct > 0) || Double.isInfinite(takeProfitPct)) {
      throw new IllegalArgumentException("takeProfitPct must be above 0, was " + takeProfitPct);
    }
    if (!(stopLossPct > 0 && stopLossPct < 100)) {
      throw new IllegalArgumentException(
          "stopLossPct must be above 0 and below 100, was " + stopLossPct);
    }
    Notes notes = new Notes(table.rows());
    for (int row = 0; row < table.rows(); row++) {
      double target = table.close(row) * (1 + takeProfitPct / 100);
      double stop = table.close(row) * (1 - stopLossPct / 100);
      int end = Math.min(row + horizon, table.rows() - 1);
      int bar = row + 1;
      while (bar <= end && table.low(bar) > stop && table.high(bar) < target) {
        bar++;
      }
      if (bar <= end) {
        notes.note(row, table.low(bar) <= stop ? Label.DOWN : Label.UP, bar);
      } else if (end == row + horizon) {
        notes.note(row, Label.NEUTRAL, end);
      }
    }
    return notes.labels();
  }

  /**
   * Whether the trade that was decided on at a row won: UP if all its parts together won, DOWN
   * otherwise. The row is the last that had closed when the trade was opened; rows without a trade,
   * and trades before the first row or not closed by the last, have no label.
   *
   * @param trades in any order, all in one currency
   */
  public static Labels metaLabels(FeatureTable table, Collection<ClosedTrade> trades) {
    Notes notes = new Notes(table.rows());
    Map<Integer, List<ClosedTrade>> byRow = new TreeMap<>();
    for (ClosedTrade trade : trades) {
      int row = countUpTo(table.rows(), table::closeTime, trade.entryTime()) - 1;
      if (row >= 0) {
        byRow.computeIfAbsent(row, _ -> new ArrayList<>()).add(trade);
      }
    }
    byRow.forEach(
        (row, parts) -> {
          Instant end =
              parts.stream()
                  .map(ClosedTrade::exitTime)
                  .max(Comparator.naturalOrder())
                  .orElseThrow();
          // What happens within a bar is known with its close.
          int lastRow = countUpTo(table.rows(), table::openTime, end) - 1;
          if (!end.isAfter(table.closeTime(table.rows() - 1))) {
            Money pnl = parts.stream().map(ClosedTrade::netPnl).reduce(Money::plus).orElseThrow();
            Label label = pnl.amount().signum() > 0 ? Label.UP : Label.DOWN;
            notes.note(row, label, Math.max(row, lastRow));
          }
        });
    return notes.labels();
  }

  /** How many of rising instants are at or before one. */
  private static int countUpTo(int count, IntFunction<Instant> instants, Instant instant) {
    int low = 0;
    int high = count;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (instants.apply(middle).isAfter(instant)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  private static void requireBars(String name, int bars) {
    if (bars < 1) {
      throw new IllegalArgumentException(name + " must be 1 or above, was " + bars);
    }
  }
}
