package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.Evidence;
import io.tidemark.backtester.search.OptimiseOutcome;
import io.tidemark.backtester.search.OptimiseOutcome.HoldOutLook;
import io.tidemark.backtester.search.TrialRecord;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.statistics.TradeOrderEvidence;
import io.tidemark.core.optimise.surface.Cell;
import io.tidemark.core.optimise.surface.HeatMap;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a search came to, as people read it. */
final class OptimiseText {

  private static final int MOST_LABEL = 12;
  private static final double CONVINCING = 0.95;

  private final OptimiseOutcome outcome;
  private final StringBuilder text = new StringBuilder();

  private OptimiseText(OptimiseOutcome outcome) {
    this.outcome = outcome;
  }

  /** The outcome as lines. */
  static String of(OptimiseOutcome outcome) {
    OptimiseText told = new OptimiseText(outcome);
    told.best();
    told.figures();
    told.evidence();
    told.surface();
    told.line(
        "%,d trials in %.1f s: %,.1f trials/s",
        outcome.ran(), outcome.elapsedSeconds(), outcome.ran() / outcome.elapsedSeconds());
    return told.text.toString();
  }

  private void best() {
    Trial best = outcome.best();
    line("");
    line("best of %,d trials, number %d:", outcome.trials().size(), best.number());
    line("  %s", FigureText.text(best.assignment()));
    line(
        "  %s %s%s",
        outcome.search().design().objective().figure().key(),
        FigureText.number(best.score().value()),
        best.score().isFeasible()
            ? ""
            : "; no trial keeps the constraints, this one comes nearest");
    if (outcome.failed() > 0) {
      line(
          "  %,d trials could not be run, such as: %s",
          outcome.failed(),
          outcome.trials().stream()
              .map(TrialRecord::problem)
              .filter(Objects::nonNull)
              .findFirst()
              .orElseThrow());
    }
    line("");
  }

  private void figures() {
    line("%s", FigureText.HEADING);
    line("%s", FigureText.row("as written", outcome.asWritten()));
    line("%s", FigureText.row("best, searched on", outcome.bestRun().outcome().figures()));
    HoldOutLook look = outcome.holdOut();
    if (look != null && look.figures() != null) {
      line("%s", FigureText.row("best, hold-out", look.figures()));
    }
    if (look != null) {
      line(
          "the hold-out is %s to %s%s",
          look.span().from(),
          look.span().to(),
          look.refusal() != null
              ? "; not judged: " + look.refusal()
              : look.looksBefore() > 0
                  ? "; others looked at it %d times before, so it proves less"
                      .formatted(look.looksBefore())
                  : "");
    }
    line("");
  }

  private void evidence() {
    Evidence evidence = outcome.evidence();
    Double deflated = evidence.deflatedSharpe();
    line("What speaks against it");
    line(
        "  deflated Sharpe ratio       %s%s",
        FigureText.number(deflated),
        deflated == null
            ? ""
            : deflated < CONVINCING ? ", luck over so many trials explains it" : "");
    line(
        "  probability of overfitting  %s",
        evidence.overfitting() == null
            ? "-, too few trials or days"
            : FigureText.number(evidence.overfitting().probability()));
    order("trades in other orders", evidence.shuffled());
    order("trades drawn anew", evidence.drawn());
    Double share = outcome.robustness().share();
    line(
        "  neighbours                  %d, %s of its value on average",
        outcome.robustness().neighbours(), share == null ? "-" : FigureText.percent(share));
    line("");
  }

  private void order(String name, @Nullable TradeOrderEvidence orders) {
    if (orders != null) {
      line(
          "  %-27s drawdown %s in the middle, above %s in 5 %% of them, ruined in %s",
          name,
          FigureText.percent(orders.maxDrawdown().p50()),
          FigureText.percent(orders.maxDrawdown().p95()),
          FigureText.percent(orders.ruined()));
    }
  }

  private void surface() {
    if (outcome.effects().size() > 1) {
      line(
          "effect of each parameter by itself: %s",
          outcome.effects().entrySet().stream()
              .map(each -> each.getKey() + " " + FigureText.percent(Math.max(0, each.getValue())))
              .collect(Collectors.joining(", ")));
    }
    HeatMap map = outcome.heatMap();
    if (map == null) {
      return;
    }
    line(
        "mean %s by %s (columns) and %s (rows):",
        outcome.search().design().objective().figure().key(),
        map.x().parameter().name(),
        map.y().parameter().name());
    line(
        "  %s%s",
        cell(""), map.x().labels().stream().map(OptimiseText::cell).collect(Collectors.joining()));
    for (int row = 0; row < map.cells().size(); row++) {
      List<Cell> cells = map.cells().get(row);
      line(
          "  %s%s",
          cell(map.y().labels().get(row)),
          cells.stream()
              .map(one -> cell(one.trials() == 0 ? "." : FigureText.number(one.mean())))
              .collect(Collectors.joining()));
    }
    line("");
  }

  private static String cell(String content) {
    return String.format(Locale.ROOT, "%" + MOST_LABEL + "s ", content);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }
}
