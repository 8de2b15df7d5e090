package io.tidemark.launcher.push;

import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.ml.training.HoldOutScore;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a command came to. A run replaces what an earlier one of the same command and subject left.
 *
 * @param command such as {@code backtest}
 * @param subject what it was about, such as {@code strategy} and its id
 * @param values those that are defined
 */
public record BatchFigures(String command, SortedMap<String, String> subject, List<Value> values) {

  public BatchFigures {
    subject = Collections.unmodifiableSortedMap(new TreeMap<>(subject));
    values = List.copyOf(values);
  }

  /**
   * A figure.
   *
   * @param name of the metric
   * @param labels beside those of the run
   */
  record Value(String name, SortedMap<String, String> labels, double value) {}

  /**
   * Of trades that were made in a test.
   *
   * @param figures of a backtest, the best trial of a search, or the joined tests of a walk
   * @param elapsedSeconds how long it took
   */
  public static BatchFigures ofTrades(
      String command, String strategy, TrialFigures figures, double elapsedSeconds) {
    List<Value> values = new ArrayList<>();
    add(values, "tidemark_batch_duration_seconds", elapsedSeconds);
    add(values, "tidemark_batch_net_profit", figures.netProfit().doubleValue());
    add(values, "tidemark_batch_trades", (double) figures.trades());
    add(values, "tidemark_batch_win_ratio", figures.winRate());
    add(values, "tidemark_batch_max_drawdown_ratio", figures.maxDrawdown());
    add(values, "tidemark_batch_sharpe_ratio", figures.sharpe());
    return new BatchFigures(command, new TreeMap<>(Map.of("strategy", strategy)), values);
  }

  /** Of a model that was judged on its hold-out. */
  public static BatchFigures ofModel(String command, String model, HoldOutScore score) {
    List<Value> values = new ArrayList<>();
    add(values, score.metrics(), "model");
    add(values, score.baseline(), "baseline");
    return new BatchFigures(command, new TreeMap<>(Map.of("model", model)), values);
  }

  private static void add(List<Value> values, String name, @Nullable Double value) {
    if (value != null) {
      values.add(new Value(name, new TreeMap<>(), value));
    }
  }

  private static void add(List<Value> values, Map<String, Double> metrics, String of) {
    metrics.forEach(
        (metric, value) ->
            values.add(
                new Value(
                    "tidemark_batch_hold_out_score",
                    new TreeMap<>(Map.of("metric", metric, "of", of)),
                    value)));
  }
}
