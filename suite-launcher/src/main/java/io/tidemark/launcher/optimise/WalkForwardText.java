package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.WalkForwardOutcome;
import io.tidemark.backtester.search.WalkForwardOutcome.FoldOutcome;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.search.Trial;
import java.util.Locale;

/** What a walk through time came to, as people read it. */
final class WalkForwardText {

  private final StringBuilder text = new StringBuilder();

  private WalkForwardText() {}

  /** The outcome as lines. */
  static String of(WalkForwardOutcome outcome) {
    WalkForwardText told = new WalkForwardText();
    told.line("");
    outcome.folds().forEach(told::fold);
    told.line("%s", FigureText.HEADING);
    told.line("%s", FigureText.row("all tests, joined", outcome.joined().outcome().figures()));
    told.line(
        "%d of %d tests ended ahead; walk-forward efficiency %s",
        outcome.winningFolds(), outcome.folds().size(), FigureText.number(outcome.efficiency()));
    if (outcome.rest().isPositive()) {
      told.line("not judged by: the last %s", outcome.rest().toString().substring(2));
    }
    told.line(
        "%,d trials in %.1f s: %,.1f trials/s",
        outcome.ran(), outcome.elapsedSeconds(), outcome.ran() / outcome.elapsedSeconds());
    return told.text.toString();
  }

  private void fold(FoldOutcome fold) {
    Trial best = fold.best();
    TrialFigures inSample = fold.inSample();
    line("window %d, test %s to %s", fold.number() + 1, fold.test().from(), fold.test().to());
    if (best == null || inSample == null) {
      line("  none of %d trials can be ranked, so nothing was traded", fold.trials());
    } else {
      line(
          "  %s%s",
          FigureText.text(best.assignment()),
          best.score().isFeasible() ? "" : "; breaks the constraints, as all do");
      line("  %s", FigureText.HEADING);
      line("  %s", FigureText.row("train", inSample));
      line("  %s", FigureText.row("test", fold.run().outcome().figures()));
    }
    line("");
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments).stripTrailing()).append('\n');
  }
}
