package io.tidemark.launcher.train;

import io.tidemark.core.learn.PermutationImportance;
import io.tidemark.ml.evaluation.Importance;
import io.tidemark.ml.evaluation.ModelEvaluation;
import io.tidemark.ml.evaluation.ModelWorth;
import io.tidemark.ml.evaluation.StrategyFigures;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a model is worth, in words. */
final class EvaluationText {

  private static final int NAMED = 5;
  private static final double PERCENT = 100;

  private EvaluationText() {}

  static String of(ModelEvaluation evaluation) {
    return importance(evaluation.importance()) + worth(evaluation.worth());
  }

  private static String importance(Importance importance) {
    List<PermutationImportance> helpful =
        importance.permutation().stream().filter(one -> one.logLossIncrease() > 0).toList();
    if (helpful.isEmpty()) {
      return importance.permutation().isEmpty()
          ? ""
          : "no feature is missed when it is shuffled among the bars%n".formatted();
    }
    return "missed most when shuffled among the bars: %s%n"
        .formatted(
            helpful.stream()
                .limit(NAMED)
                .map(
                    one ->
                        String.format(
                            Locale.ROOT,
                            "%s (log loss +%.4f)",
                            one.column(),
                            one.logLossIncrease()))
                .collect(Collectors.joining(", ")));
  }

  private static String worth(ModelWorth worth) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%s, net of fees%n%-20s %12s %12s%n",
            worth.judged(),
            "",
            "with model",
            "without"));
    line(text, worth, "net profit " + worth.currency(), one -> decimal(one.netProfit()));
    line(text, worth, "profit factor", one -> decimal(one.profitFactor()));
    line(text, worth, "Sharpe", one -> decimal(one.sharpe()));
    line(
        text,
        worth,
        "max drawdown",
        one -> String.format(Locale.ROOT, "%.2f %%", PERCENT * one.maxDrawdown()));
    line(text, worth, "trades", one -> String.format(Locale.ROOT, "%,d", one.trades()));
    return text.append(worth.found()).append(System.lineSeparator()).toString();
  }

  private static void line(
      StringBuilder text, ModelWorth worth, String name, Function<StrategyFigures, String> figure) {
    text.append(
        String.format(
            Locale.ROOT,
            "  %-18s %12s %12s%n",
            name,
            figure.apply(worth.with()),
            figure.apply(worth.without())));
  }

  private static String decimal(@Nullable Number value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%,.2f", value.doubleValue());
  }
}
