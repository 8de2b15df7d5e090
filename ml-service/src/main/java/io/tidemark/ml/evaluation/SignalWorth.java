package io.tidemark.ml.evaluation;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.ClosedTrade;
import io.tidemark.core.learn.Label;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeResult;
import io.tidemark.ml.training.DecisionRows;
import io.tidemark.ml.training.Predictor;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The trades of the hold-out, all of them and those whose signal the model thinks likelier to win
 * than to lose. Sizes are those that the trades had.
 */
final class SignalWorth {

  private SignalWorth() {}

  /**
   * Compares.
   *
   * @param trades of which those count that were decided on at one of the rows
   * @param rows of the hold-out, each of which has a trade
   */
  static ModelWorth of(
      Collection<ClosedTrade> trades, Predictor predictor, FeatureTable table, Rows rows) {
    List<ClosedTrade> all = new ArrayList<>();
    List<ClosedTrade> taken = new ArrayList<>();
    Set<Integer> liked = liked(predictor, table, rows);
    DecisionRows decisions = new DecisionRows(table);
    Set<Integer> judged = new TreeSet<>(rows.stream().boxed().toList());
    for (ClosedTrade trade : inOrder(trades)) {
      OptionalInt decided = decisions.of(trade.entryTime());
      if (decided.isPresent() && judged.contains(decided.getAsInt())) {
        all.add(trade);
        if (liked.contains(decided.getAsInt())) {
          taken.add(trade);
        }
      }
    }
    Instant from = table.openTime(rows.get(0));
    Instant to = table.closeTime(table.rows() - 1);
    return ModelWorth.of(
        "the trades that were given",
        "",
        from,
        to,
        all.getFirst().netPnl().currency(),
        BacktestPlan.DEFAULT_CASH,
        figures(all, from, to),
        figures(taken, from, to));
  }

  private static List<ClosedTrade> inOrder(Collection<ClosedTrade> trades) {
    return trades.stream()
        .sorted(Comparator.comparing(ClosedTrade::exitTime).thenComparing(ClosedTrade::entryTime))
        .toList();
  }

  private static Set<Integer> liked(Predictor predictor, FeatureTable table, Rows rows) {
    Set<Integer> liked = new TreeSet<>();
    double[][] probabilities = predictor.predict(table, rows);
    for (int i = 0; i < probabilities.length; i++) {
      if (probabilities[i][Label.UP.ordinal()] >= probabilities[i][Label.DOWN.ordinal()]) {
        liked.add(rows.get(i));
      }
    }
    return liked;
  }

  private static StrategyFigures figures(List<ClosedTrade> trades, Instant from, Instant to) {
    BigDecimal cash = BacktestPlan.DEFAULT_CASH;
    TreeMap<Long, Double> equity = new TreeMap<>();
    equity.put(from.toEpochMilli(), cash.doubleValue());
    BigDecimal profit = BigDecimal.ZERO;
    for (ClosedTrade trade : trades) {
      profit = profit.add(trade.netPnl().amount());
      equity.put(trade.exitTime().toEpochMilli(), cash.add(profit).doubleValue());
    }
    equity.put(to.toEpochMilli(), cash.add(profit).doubleValue());
    return StrategyFigures.of(
        trades.stream()
            .map(one -> new TradeResult(one.entryTime(), one.exitTime(), one.netPnl().amount()))
            .toList(),
        profit,
        EquityCurve.ofInstants(
            equity.keySet().stream().mapToLong(Long::longValue).toArray(),
            equity.values().stream().mapToDouble(Double::doubleValue).toArray()));
  }
}
