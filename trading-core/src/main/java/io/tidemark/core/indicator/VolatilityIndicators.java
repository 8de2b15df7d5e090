package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Definitions.overBars;
import static io.tidemark.core.indicator.Definitions.overOne;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.List;

/** How much prices move, and bands and stops made of that. */
final class VolatilityIndicators {

  private static final double LEAST_FACTOR = 0.01;
  private static final double MOST_FACTOR = 100;

  private VolatilityIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        new IndicatorDefinition(
            "true_range",
            "Wilder's true range.",
            Definitions.RANGE,
            List.of(),
            List.of(),
            arguments -> new TrueRange()),
        overBars("atr", "Wilder's average true range.", Definitions.RANGE, 1, Atr::new),
        overBars("natr", "Average true range in percent.", Definitions.RANGE, 1, Natr::new),
        overOne(
            "stddev", "Population standard deviation.", BarField.CLOSE, 2, StandardDeviation::new),
        spread("variance", "Population variance.", 0),
        spread("zscore", "Standard deviations above the mean.", 1),
        overOne(
            "percent_rank",
            "Share of the bars before that lie below the latest, 0 to 100.",
            BarField.CLOSE,
            1,
            PercentRank::new),
        new IndicatorDefinition(
            "bollinger",
            "Bollinger's bands round the simple moving average.",
            List.of(BarField.CLOSE),
            List.of(Parameter.bars("period", 2).or(20), factor("deviations").or(2)),
            List.of("middle", "upper", "lower", "percent_b", "bandwidth"),
            arguments -> new Bollinger((int) arguments[0], arguments[1])),
        new IndicatorDefinition(
            "keltner",
            "Keltner's channel round the exponential average.",
            Definitions.RANGE,
            List.of(
                Parameter.bars("average", 1).or(20),
                Parameter.bars("range", 1).or(10),
                factor("ranges").or(2)),
            Definitions.BANDS,
            arguments -> new Keltner((int) arguments[0], (int) arguments[1], arguments[2])),
        new IndicatorDefinition(
            "donchian",
            "Donchian's channel of extremes.",
            List.of(BarField.HIGH, BarField.LOW),
            List.of(Parameter.bars("period", 1).or(20)),
            Definitions.BANDS,
            arguments -> new Donchian((int) arguments[0])),
        new IndicatorDefinition(
            "supertrend",
            "Seban's Supertrend stop and its direction.",
            Definitions.RANGE,
            List.of(Parameter.bars("period", 1).or(10), factor("ranges").or(3)),
            List.of("supertrend", "direction"),
            arguments -> new Supertrend((int) arguments[0], arguments[1])),
        new IndicatorDefinition(
            "psar",
            "Wilder's parabolic stop and reverse and its direction.",
            List.of(BarField.HIGH, BarField.LOW),
            List.of(
                Parameter.factor("step", 0.0001, 10).or(0.02),
                Parameter.factor("most", 0.0001, 10).or(0.2)),
            List.of("psar", "direction"),
            arguments -> new ParabolicSar(arguments[0], arguments[1])));
  }

  private static Parameter factor(String name) {
    return Parameter.factor(name, LEAST_FACTOR, MOST_FACTOR);
  }

  private static IndicatorDefinition spread(String name, String summary, int output) {
    return overOne(
        name, summary, BarField.CLOSE, 2, period -> new OneOutput(new Spread(period), output));
  }
}
