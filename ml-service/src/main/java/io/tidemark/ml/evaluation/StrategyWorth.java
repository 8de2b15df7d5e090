package io.tidemark.ml.evaluation;

import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.learn.Label;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.signal.RecordedPredictions;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.opinion.Forecast;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.Predictor;
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
 * A strategy over the hold-out, with what the model foretells of each bar and without. Both runs
 * are of the engine that runs every backtest; strategies have seen all bars before the hold-out.
 */
final class StrategyWorth {

  private static final String RUN = "evaluation";
  private static final String NEUTRAL = "neutral";

  private StrategyWorth() {}

  /**
   * Compares.
   *
   * @param strategy that decides on bars as long as those that the model foretells of
   * @param bars of which those of the table are made
   * @param rows of the hold-out
   * @throws IllegalArgumentException if the strategy decides on other bars, or needs bars that
   *     cannot be made of these
   */
  static ModelWorth of(
      StrategyDefinition strategy,
      BarColumns bars,
      Predictor predictor,
      ModelBundle bundle,
      FeatureTable table,
      Rows rows) {
    requireFitting(strategy, table.set().timeframe());
    InstrumentId instrument =
        new InstrumentId(strategy.market().exchange(), strategy.market().symbols().getFirst());
    int first = rows.get(0);
    int last = rows.get(rows.size() - 1);
    BacktestPlan plan = plan(strategy, instrument, bars);
    SpanBacktest backtest =
        SpanBacktest.warmedUp(plan, new Span(table.openTime(first), table.closeTime(last)));
    RecordedPredictions predictions =
        RecordedPredictions.of(
            predictions(predictor, bundle, table, Rows.between(first, last + 1), instrument));
    return ModelWorth.of(
        strategy.name(),
        strategy.configurationHash(),
        table.openTime(first),
        table.closeTime(last),
        plan.quoteCurrency(),
        plan.initialCash(),
        figures(backtest.run(strategy)),
        figures(backtest.run(strategy, predictions)));
  }

  /**
   * Checks that what a model foretells of bars concerns a strategy.
   *
   * @throws IllegalArgumentException if it decides on other bars
   */
  static void requireFitting(StrategyDefinition strategy, Timeframe foretold) {
    Timeframe decided = strategy.market().primaryTimeframe();
    if (decided != foretold) {
      throw new IllegalArgumentException(
          "strategy %s decides on %s bars and the model foretells of %s bars; give a strategy whose"
                  .formatted(strategy.id(), decided, foretold)
              + " market.primary_timeframe is data.timeframe");
    }
  }

  private static BacktestPlan plan(
      StrategyDefinition strategy, InstrumentId instrument, BarColumns bars) {
    BigDecimal cash = strategy.initialCash();
    return new BacktestPlan(
        RUN,
        new TreeMap<>(Map.of(instrument, bars)),
        List.of(strategy),
        Map.of(),
        cash == null ? BacktestPlan.DEFAULT_CASH : cash,
        BacktestPlan.NO_LIMITS,
        !strategy.entry().shortRules().isEmpty());
  }

  /** What the model would have told of each bar when it closed. */
  private static List<Prediction> predictions(
      Predictor predictor,
      ModelBundle bundle,
      FeatureTable table,
      Rows rows,
      InstrumentId instrument) {
    String model = bundle.training().modelName();
    Timeframe timeframe = table.set().timeframe();
    double[][] probabilities = predictor.predict(table, rows);
    List<Prediction> predictions = new ArrayList<>(rows.size());
    for (int i = 0; i < probabilities.length; i++) {
      Instant open = table.openTime(rows.get(i));
      Instant close = table.closeTime(rows.get(i));
      predictions.add(
          new Prediction(
              Ids.of("prediction", model, bundle.hash(), instrument, timeframe.code(), open),
              model,
              bundle.hash(),
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
              close,
              close));
    }
    return predictions;
  }

  private static StrategyFigures figures(SpanRun run) {
    return StrategyFigures.of(
        run.trades().stream().map(TradeRow::result).toList(),
        run.finalCash().subtract(run.initialCash()),
        run.equity());
  }
}
