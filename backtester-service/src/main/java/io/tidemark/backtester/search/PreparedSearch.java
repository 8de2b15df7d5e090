package io.tidemark.backtester.search;

import io.tidemark.backtester.run.PreparedBacktest;
import io.tidemark.core.backtest.BacktestPlan;
import io.tidemark.core.backtest.sweep.SpanBacktest;
import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.configuration.StrategyTemplate;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * A search whose parts were read and checked.
 *
 * @param searched the strategy, with other values
 * @param strategy the strategy as its file has it
 * @param plan what a run of it is
 */
public record PreparedSearch(
    StrategyTemplate template,
    SearchDesign design,
    PreparedBacktest prepared,
    SearchedStrategy searched,
    StrategyDefinition strategy,
    BacktestPlan plan) {

  /**
   * Reads the bars.
   *
   * @throws IllegalArgumentException if what was asked for does not fit together
   * @throws IOException if bars cannot be had
   */
  static PreparedSearch of(SearchRequest request, SearchDesign design) throws IOException {
    StrategyTemplate template = request.strategy();
    PreparedBacktest prepared = PreparedBacktest.of(request.history(), template.definition());
    SearchedStrategy searched = new SearchedStrategy(template, prepared);
    StrategyDefinition strategy = searched.asWritten();
    return new PreparedSearch(
        template, design, prepared, searched, strategy, prepared.plan(strategy));
  }

  /**
   * All that the result depends on, by name: a search that differs in any of it is another one.
   *
   * @param command which is searching
   * @param division how time is divided
   */
  Map<String, String> identity(String command, String division) {
    Map<String, String> identity = new LinkedHashMap<>();
    identity.put("search", command);
    identity.put("strategy", strategy.id() + " " + strategy.configurationHash());
    identity.put("input", prepared.inputSha256());
    identity.put("bars", plan.timeframe().code() + " " + prepared.span());
    identity.put("division", division);
    identity.put(
        "space",
        design.space().parameters().stream()
            .map(Object::toString)
            .collect(Collectors.joining("; ")));
    identity.put("settings", design.settings().toString());
    identity.put("objective", design.objective().toString());
    identity.put("cash", plan.initialCash().toPlainString());
    identity.put("limits", plan.limits() + " " + plan.shortsAllowed());
    return identity;
  }

  /** Runs trials over a part of the history. */
  TrialOutcome run(SpanBacktest over, Assignment assignment, BooleanSupplier stopped) {
    return over.trial(searched.with(assignment), plan.initialCash(), _ -> !stopped.getAsBoolean());
  }
}
