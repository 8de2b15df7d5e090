package io.tidemark.backtester.search;

import io.tidemark.backtester.report.CompletenessView;
import io.tidemark.backtester.search.OptimiseOutcome.HoldOutLook;
import io.tidemark.core.optimise.objective.Constraint;
import io.tidemark.core.optimise.objective.Figure;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.statistics.OverfittingEvidence;
import io.tidemark.core.optimise.statistics.TradeOrderEvidence;
import io.tidemark.core.optimise.surface.Robustness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the script of a search's page reads. Times are epoch milliseconds, parameters are known by
 * their place in {@code parameters}, and figures come in the order of {@link #figures}.
 *
 * @param searched from and to
 * @param objective the figure's key
 * @param lessIsBetter whether values are the negative of that figure
 * @param parameters those of most effect first
 * @param effects of the parameters
 * @param ranges what each may be, in words
 * @param problem of a trial that could not be run; null if all could
 * @param best the chosen trial's number
 * @param compared figures by what they are of
 * @param looks why the hold-out proves less, or was not looked at; null if nothing is to be said
 * @param yaml the strategy's file with the best parameters
 * @param settings what was asked for, in words
 */
record OptimiseView(
    String strategy,
    String exchange,
    String timeframe,
    String currency,
    List<Long> searched,
    @Nullable List<Long> holdOut,
    String objective,
    boolean lessIsBetter,
    List<String> parameters,
    List<Double> effects,
    List<String> ranges,
    long failed,
    @Nullable String problem,
    int best,
    @Nullable Double bestValue,
    boolean bestFeasible,
    Map<String, List<@Nullable Object>> compared,
    @Nullable String looks,
    EvidenceView evidence,
    SurfaceView surface,
    TrialsView trials,
    String yaml,
    List<CompletenessView> symbols,
    Map<String, String> settings,
    Map<String, String> checksums) {

  static OptimiseView of(OptimiseOutcome outcome) {
    PreparedSearch search = outcome.search();
    Figure objective = search.design().objective().figure();
    List<String> parameters = List.copyOf(outcome.effects().keySet());
    HoldOutLook look = outcome.holdOut();
    return new OptimiseView(
        search.strategy().id(),
        search.strategy().market().exchange(),
        search.plan().timeframe().code(),
        search.plan().quoteCurrency(),
        List.of(outcome.searched().from().toEpochMilli(), outcome.searched().to().toEpochMilli()),
        look == null
            ? null
            : List.of(look.span().from().toEpochMilli(), look.span().to().toEpochMilli()),
        objective.key(),
        objective.lessIsBetter(),
        parameters,
        List.copyOf(outcome.effects().values()),
        parameters.stream()
            .map(name -> search.design().space().parameter(name))
            .map(Parameter::toString)
            .toList(),
        outcome.failed(),
        outcome.trials().stream()
            .map(TrialRecord::problem)
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(null),
        outcome.best().number(),
        outcome.best().score().value(),
        outcome.best().score().isFeasible(),
        compared(outcome),
        look == null ? null : looks(look),
        EvidenceView.of(outcome.evidence(), outcome.robustness()),
        SurfaceView.of(outcome, parameters),
        TrialsView.of(outcome, parameters),
        search.template().yaml(outcome.best().assignment().values()),
        search.prepared().history().completeness().entrySet().stream()
            .map(each -> CompletenessView.of(each.getKey().symbol().toString(), each.getValue()))
            .toList(),
        settings(search),
        checksums(outcome));
  }

  private static Map<String, List<@Nullable Object>> compared(OptimiseOutcome outcome) {
    Map<String, List<@Nullable Object>> compared = new LinkedHashMap<>();
    compared.put("As written", figures(outcome.asWritten()));
    compared.put("Best, searched on", figures(outcome.bestRun().outcome().figures()));
    HoldOutLook look = outcome.holdOut();
    if (look != null && look.figures() != null) {
      compared.put("Best, hold-out", figures(look.figures()));
    }
    return compared;
  }

  private static @Nullable String looks(HoldOutLook look) {
    if (look.refusal() != null) {
      return "It was not judged: " + look.refusal();
    }
    return look.looksBefore() == 0
        ? null
        : "Others looked at it %d times before, so it proves less.".formatted(look.looksBefore());
  }

  /** A trial's figures in an order that the page's script knows. */
  static List<@Nullable Object> figures(TrialFigures figures) {
    return new ArrayList<>(
        Arrays.<@Nullable Object>asList(
            figures.netProfit().doubleValue(),
            figures.cagr(),
            figures.maxDrawdown(),
            figures.sharpe(),
            figures.sortino(),
            figures.calmar(),
            figures.omega(),
            figures.profitFactor() == null ? null : figures.profitFactor().doubleValue(),
            figures.expectancy().doubleValue(),
            figures.sqn(),
            figures.winRate(),
            figures.exposure(),
            figures.trades()));
  }

  private static Map<String, String> settings(PreparedSearch search) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("Method", search.design().method());
    settings.put("Trials asked for", String.valueOf(search.design().settings().trials()));
    settings.put("Batch", String.valueOf(search.design().settings().batch()));
    settings.put("Seed", String.valueOf(search.design().settings().seed()));
    settings.put(
        "Constraints",
        search.design().objective().constraints().isEmpty()
            ? "none"
            : String.join(
                ", ",
                search.design().objective().constraints().stream()
                    .map(Constraint::toString)
                    .toList()));
    settings.put("Cash to begin with", search.plan().initialCash().toPlainString());
    return settings;
  }

  private static Map<String, String> checksums(OptimiseOutcome outcome) {
    Map<String, String> checksums = new LinkedHashMap<>();
    checksums.put("Input SHA-256", outcome.search().prepared().inputSha256());
    checksums.put("Search SHA-256", outcome.searchDigest());
    checksums.put("Best configuration SHA-256", outcome.bestStrategy().configurationHash());
    return checksums;
  }

  /**
   * What speaks against the result.
   *
   * @param orders trades in other orders, then drawn anew: drawdown in the middle and of the worst
   *     twentieth, and share of ruin; null without trades
   */
  record EvidenceView(
      @Nullable Double deflatedSharpe,
      @Nullable Double probabilisticSharpe,
      @Nullable Double independentTrials,
      @Nullable Double overfitting,
      @Nullable Double lossInOtherHalf,
      List<@Nullable List<Double>> orders,
      int neighbours,
      int infeasibleNeighbours,
      @Nullable Double neighbourShare) {

    static EvidenceView of(Evidence evidence, Robustness robustness) {
      OverfittingEvidence overfitting = evidence.overfitting();
      var spread = evidence.spread();
      return new EvidenceView(
          evidence.deflatedSharpe(),
          evidence.probabilisticSharpe(),
          spread == null ? null : (Double) spread.independentTrials(),
          overfitting == null ? null : (Double) overfitting.probability(),
          overfitting == null ? null : (Double) overfitting.probabilityOfLoss(),
          new ArrayList<>(
              Arrays.<@Nullable List<Double>>asList(
                  order(evidence.shuffled()), order(evidence.drawn()))),
          robustness.neighbours(),
          robustness.infeasible(),
          robustness.share());
    }

    private static @Nullable List<Double> order(@Nullable TradeOrderEvidence orders) {
      return orders == null
          ? null
          : List.of(orders.maxDrawdown().p50(), orders.maxDrawdown().p95(), orders.ruined());
    }
  }
}
