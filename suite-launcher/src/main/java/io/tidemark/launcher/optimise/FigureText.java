package io.tidemark.launcher.optimise;

import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.space.Assignment;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Figures as people read them. */
final class FigureText {

  private static final double PERCENT = 100;

  /** The heading over {@link #row}. */
  static final String HEADING =
      "%-24s %10s %9s %8s %8s %8s %7s %9s"
          .formatted("", "profit", "drawdown", "Sharpe", "Calmar", "factor", "trades", "win rate");

  private FigureText() {}

  static String row(String name, TrialFigures figures) {
    return String.format(
        Locale.ROOT,
        "%-24s %10.2f %9s %8s %8s %8s %7d %9s",
        name,
        figures.netProfit(),
        percent(figures.maxDrawdown()),
        number(figures.sharpe()),
        number(figures.calmar()),
        number(figures.profitFactor() == null ? null : figures.profitFactor().doubleValue()),
        figures.trades(),
        percent(figures.winRate()));
  }

  static String number(@Nullable Double value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
  }

  static String percent(@Nullable Double fraction) {
    return fraction == null ? "-" : String.format(Locale.ROOT, "%.1f %%", fraction * PERCENT);
  }

  static String text(Assignment assignment) {
    return assignment.values().entrySet().stream()
        .map(
            each ->
                each.getKey()
                    + " "
                    + (each.getValue() instanceof BigDecimal number
                        ? number.toPlainString()
                        : each.getValue()))
        .collect(Collectors.joining(", "));
  }
}
