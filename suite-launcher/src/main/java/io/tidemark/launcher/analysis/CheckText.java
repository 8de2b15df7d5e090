package io.tidemark.launcher.analysis;

import io.tidemark.core.check.LookAheadReport;
import io.tidemark.core.check.RecursionReport;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A report of checks as people read it. */
public final class CheckText {

  private CheckText() {}

  /** The report as lines. */
  public static String of(StrategyCheck.Report report) {
    StringBuilder text = new StringBuilder();
    line(text, "%s on %s, %,d bars", report.strategy(), report.instrument(), report.bars());
    lookAhead(text, report.lookAhead());
    recursion(text, report.recursion());
    if (report.lookAhead().signals() == 0) {
      line(text, "  NOTE  nothing was signalled, so this says little: give other or more candles");
    }
    line(text, "%s: %s", report.passed() ? "PASS" : "FAIL", report.strategy());
    return text.toString();
  }

  private static void lookAhead(StringBuilder text, LookAheadReport report) {
    LookAheadReport.Difference first = report.first();
    if (first == null) {
      line(
          text,
          "  PASS  look-ahead   %,d decisions, %,d of them signals; the future cut off, raised and"
              + " lowered at %d places: none changed",
          report.decisions(),
          report.signals(),
          report.cuts());
    } else {
      line(
          text,
          "  FAIL  look-ahead   the decision at %s changed when what comes after %s was %s: %s",
          first.decidedAt(),
          first.cut(),
          first.alteration().name().toLowerCase(Locale.ROOT).replace('_', ' '),
          first.what());
    }
  }

  private static void recursion(StringBuilder text, RecursionReport report) {
    line(
        text,
        "  %s  recursion    the last %,d bars with a later start; values may move by %s, warm-up"
            + " told is %,d bars",
        report.passed() ? "PASS" : "FAIL",
        report.tail(),
        percent(report.tolerance()),
        report.warmUp());
    for (RecursionReport.Run run : report.runs()) {
      @Nullable Entry<String, Double> most = most(run.changes());
      line(
          text,
          "          %,7d bars left out: %d decisions changed%s, %s",
          run.dropped(),
          run.decisionsChanged(),
          run.first() == null
              ? ""
              : ", the first at " + run.first().decidedAt() + ": " + run.first().what(),
          most == null
              ? "nothing is read"
              : "most moved %s by %s".formatted(most.getKey(), percent(most.getValue())));
    }
  }

  private static @Nullable Entry<String, Double> most(SortedMap<String, Double> changes) {
    @Nullable Entry<String, Double> most = null;
    for (Entry<String, Double> change : changes.entrySet()) {
      if (most == null || change.getValue() > most.getValue()) {
        most = change;
      }
    }
    return most;
  }

  private static String percent(double fraction) {
    return Double.isInfinite(fraction)
        ? "more than can be told"
        : String.format(Locale.ROOT, "%.3g %%", fraction * 100);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
