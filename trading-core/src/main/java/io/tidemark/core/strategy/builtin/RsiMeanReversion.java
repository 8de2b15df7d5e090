package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Buys while the relative strength index is below a limit, sells while it is above another.
 *
 * <p>Strength: |rsi - 50| / 50. Confidence: 0.5 + 0.5 (distance beyond the limit / all there is
 * beyond it).
 */
final class RsiMeanReversion extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_oversold", 30, 0, 100, "the index below which it buys"),
          number("rsi_overbought", 70, 0, 100, "the index above which it sells"));

  private final Reading rsi;
  private final double oversold;
  private final double overbought;

  /**
   * @throws IllegalArgumentException if it would buy and sell at one value
   */
  RsiMeanReversion(StrategyParameters parameters, Place place) {
    super(place);
    oversold = parameters.number("rsi_oversold");
    overbought = parameters.number("rsi_overbought");
    if (oversold > overbought) {
      throw new IllegalArgumentException(
          "parameters.rsi_overbought must be at least rsi_oversold %s, was %s"
              .formatted(FigureText.of(oversold), FigureText.of(overbought)));
    }
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
  }

  @Override
  boolean holds(int to) {
    return to == UP ? rsi.value() < oversold : rsi.value() > overbought;
  }

  @Override
  double strengthOf(int to) {
    return Math.abs(rsi.value() - 50) / 50;
  }

  @Override
  double confidenceOf(int to) {
    return to == UP
        ? 0.5 + 0.5 * share((oversold - rsi.value()) / oversold)
        : 0.5 + 0.5 * share((rsi.value() - overbought) / (100 - overbought));
  }

  @Override
  String because(int to) {
    return "%s: %s %s %s"
        .formatted(
            word(to, "oversold", "overbought"),
            told(rsi),
            word(to, "below", "above"),
            FigureText.of(to == UP ? oversold : overbought));
  }
}
