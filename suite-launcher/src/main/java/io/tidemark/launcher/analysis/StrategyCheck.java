package io.tidemark.launcher.analysis;

import io.tidemark.core.check.BarHistory;
import io.tidemark.core.check.LookAheadCheck;
import io.tidemark.core.check.LookAheadReport;
import io.tidemark.core.check.RecursionCheck;
import io.tidemark.core.check.RecursionReport;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Symbol;
import io.tidemark.model.event.BarsClosed;
import java.util.List;

/** Whether a strategy can be believed, judged over the bars of a file. */
public final class StrategyCheck {

  private final StrategyDefinition definition;
  private final StrategyRegistry registry;
  private final int cuts;
  private final double tolerance;

  /**
   * @param cuts how often history is cut, 1 or above
   * @param tolerance the greatest change of a value by an earlier start that passes, as a fraction
   */
  public StrategyCheck(
      StrategyDefinition definition, StrategyRegistry registry, int cuts, double tolerance) {
    this.definition = definition;
    this.registry = registry;
    this.cuts = cuts;
    this.tolerance = tolerance;
  }

  /**
   * What both checks found.
   *
   * @param bars how many messages were decided on
   */
  public record Report(
      String strategy,
      InstrumentId instrument,
      int bars,
      LookAheadReport lookAhead,
      RecursionReport recursion) {

    /** Whether both passed. */
    public boolean passed() {
      return lookAhead.passed() && recursion.passed();
    }
  }

  /**
   * Runs both checks.
   *
   * @param bars of one timeframe, in order, that all timeframes of the strategy can be made of
   * @param symbol one of the strategy's
   * @throws IllegalArgumentException if the bars are too few or too long, or the strategy does not
   *     look at the symbol
   */
  public Report run(List<Bar> bars, Symbol symbol) {
    InstrumentId instrument = new InstrumentId(definition.market().exchange(), symbol);
    ScanStage stage =
        new ScanStage(
            "check", instrument, List.of(definition), registry, IndicatorCatalogue.standard());
    List<BarsClosed> history = BarHistory.of(instrument, bars, stage.timeframes());
    return new Report(
        definition.id(),
        instrument,
        history.size(),
        new LookAheadCheck(definition, registry::overHistory).run(history, cuts),
        new RecursionCheck(definition, registry, tolerance).run(history));
  }
}
