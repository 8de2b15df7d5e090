package io.tidemark.ml.evaluation;

import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.history.BarColumns;
import io.tidemark.core.history.Span;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.ml.training.ModelBundle;
import io.tidemark.ml.training.Predictor;
import io.tidemark.ml.training.StrategyRuns;

/** A strategy over the hold-out, with what the model foretells of each bar and without. */
final class StrategyWorth {

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
    StrategyRuns.requireFitting(strategy, table.set().timeframe());
    int first = rows.get(0);
    int last = rows.get(rows.size() - 1);
    StrategyRuns runs =
        StrategyRuns.over(strategy, bars, new Span(table.openTime(first), table.closeTime(last)));
    return ModelWorth.of(
        strategy.name(),
        strategy.configurationHash(),
        table.openTime(first),
        table.closeTime(last),
        runs.plan().quoteCurrency(),
        runs.plan().initialCash(),
        figures(runs.alone()),
        figures(
            runs.with(
                predictor,
                bundle.training().modelName(),
                bundle.hash(),
                table,
                Rows.between(first, last + 1))));
  }

  private static StrategyFigures figures(SpanRun run) {
    return StrategyFigures.of(
        run.trades().stream().map(TradeRow::result).toList(),
        run.finalCash().subtract(run.initialCash()),
        run.equity());
  }
}
