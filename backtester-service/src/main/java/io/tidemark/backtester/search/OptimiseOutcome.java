package io.tidemark.backtester.search;

import io.tidemark.core.backtest.sweep.SpanRun;
import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.surface.HeatMap;
import io.tidemark.core.optimise.surface.Robustness;
import io.tidemark.core.strategy.StrategyDefinition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a search came to.
 *
 * @param searched the part of the history that was searched on
 * @param searchDigest SHA-256 of what was searched and of all trials
 * @param trials by number
 * @param asWritten the figures of the strategy as its file has it, on the same part
 * @param best the chosen trial
 * @param bestStrategy its strategy
 * @param bestRun its run
 * @param effects of the parameters, the most first
 * @param heatMap null if one parameter is searched alone
 * @param holdOut null if nothing was kept back
 * @param elapsedSeconds of the trials that were run now
 * @param ran how many these were
 */
public record OptimiseOutcome(
    PreparedSearch search,
    Span searched,
    String searchDigest,
    List<TrialRecord> trials,
    TrialFigures asWritten,
    Trial best,
    StrategyDefinition bestStrategy,
    SpanRun bestRun,
    Evidence evidence,
    Robustness robustness,
    Map<String, Double> effects,
    @Nullable HeatMap heatMap,
    @Nullable HoldOutLook holdOut,
    double elapsedSeconds,
    long ran) {

  /**
   * What became of a hold-out.
   *
   * @param figures of the chosen parameters on it; null if it was not looked at
   * @param refusal why it was not; null if it was
   * @param looksBefore how often others had looked at it, or a part of it
   * @param digest of the look; null if there was none
   */
  public record HoldOutLook(
      Span span,
      @Nullable TrialFigures figures,
      @Nullable String refusal,
      int looksBefore,
      @Nullable String digest) {}

  /** How many trials could not be run. */
  public long failed() {
    return trials.stream().filter(trial -> trial.problem() != null).count();
  }
}
