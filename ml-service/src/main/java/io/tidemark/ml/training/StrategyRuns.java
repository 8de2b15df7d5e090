package io.tidemark.ml.training;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.learn.Label;
import io.tidemark.core.signal.RecordedPredictions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.opinion.Forecast;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.Prediction;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A strategy over a part of the bars, with what a model foretells of each bar and without. It is
 * run by the engine that runs every backtest, has seen all bars before the part, and trades in the
 * part alone.
 */
public final class StrategyRuns {

  private static final String RUN = "evaluation";
  private static final String NEUTRAL = "neutral";

  private final StrategyDefinition strategy;
  private final InstrumentId instrument;
  private final BacktestPlan plan;
  private final SpanBacktest backtest;

  private StrategyRuns(StrategyDefinition strategy, BarColumns bars, Span span) {
    this.strategy = strategy;
    this.instrument =
        new InstrumentId(strategy.market().exchange(), strategy.market().symbols().getFirst());
    BigDecimal cash = strategy.initialCash();
    this.plan =
        new BacktestPlan(
            RUN,
            new TreeMap<>(Map.of(instrument, bars)),
            List.of(strategy),
            Map.of(),
            cash == null ? BacktestPlan.DEFAULT_CASH : cash,
            BacktestPlan.NO_LIMITS,
            !strategy.entry().shortRules().isEmpty());
    this.backtest = SpanBacktest.warmedUp(plan, span);
  }

  /**
   * Runs over a part.
   *
   * @param strategy on one symbol, that of the bars
   * @throws IllegalArgumentException if the strategy needs bars that cannot be made of these, or
   *     none opens in the part
   */
  public static StrategyRuns over(StrategyDefinition strategy, BarColumns bars, Span span) {
    return new StrategyRuns(strategy, bars, span);
  }

  /**
   * Checks that what a model foretells of bars concerns a strategy.
   *
   * @throws IllegalArgumentException if it decides on other bars
   */
  public static void requireFitting(StrategyDefinition strategy, Timeframe foretold) {
    Timeframe decided = strategy.market().primaryTimeframe();
    if (decided != foretold) {
      throw new IllegalArgumentException(
          "strategy %s decides on %s bars and the model foretells of %s bars; give a strategy whose"
                  .formatted(strategy.id(), decided, foretold)
              + " market.primary_timeframe is data.timeframe");
    }
  }

  /** What both runs begin with, and in which currency. */
  public BacktestPlan plan() {
    return plan;
  }

  /**
   * Without predictions.
   *
   * @throws IllegalStateException if the strategy fails
   */
  public SpanRun alone() {
    return backtest.run(strategy);
  }

  /**
   * With what a model would have told of each bar when it closed.
   *
   * @param model its name
   * @param modelHash of its files
   * @param table of its features
   * @param rows of the part
   * @throws IllegalStateException if the strategy fails
   */
  public SpanRun with(
      Predictor predictor, String model, String modelHash, FeatureTable table, Rows rows) {
    Timeframe timeframe = table.set().timeframe();
    double[][] probabilities = predictor.predict(table, rows);
    List<Prediction> predictions = new ArrayList<>(rows.size());
    for (int i = 0; i < probabilities.length; i++) {
      Instant open = table.openTime(rows.get(i));
      Instant close = table.closeTime(rows.get(i));
      predictions.add(
          new Prediction(
              Ids.of("prediction", model, modelHash, instrument, timeframe.code(), open),
              model,
              modelHash,
              table.set().hash(),
              instrument,
              timeframe,
              open,
              Map.of(
                  Forecast.DOWN,
                  probabilities[i][Label.DOWN.ordinal()],
                  NEUTRAL,
                  probabilities[i][Label.NEUTRAL.ordinal()],
                  Forecast.UP,
                  probabilities[i][Label.UP.ordinal()]),
              predictor.sizeShare(table, rows.get(i)),
              close,
              close));
    }
    return backtest.run(strategy, RecordedPredictions.of(predictions));
  }
}
