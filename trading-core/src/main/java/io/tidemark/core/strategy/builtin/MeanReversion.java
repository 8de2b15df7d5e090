package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Goes against a move that went too far: the close at or beyond a Bollinger band, and the relative
 * strength index as far out.
 *
 * <p>Strength: 0.3 + 0.7 (2 distance beyond the band / width of the bands). Confidence: 0.4 + 0.6
 * (distance of the index beyond its limit / all there is beyond it), each part from 0 to its most.
 */
final class MeanReversion extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("bollinger_period", 20, 2, "bars of Bollinger's bands"),
          number("bollinger_deviations", 2, 0.01, 100, "standard deviations of the bands"),
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_oversold", 30, 1, 50, "the index at or below which too much was sold"),
          number("rsi_overbought", 70, 50, 99, "the index at or above which too much was bought"));

  private final Reading close;
  private final Reading upper;
  private final Reading lower;
  private final Reading rsi;
  private final double oversold;
  private final double overbought;

  MeanReversion(StrategyParameters parameters, Place place) {
    super(place);
    String bands =
        "bollinger(%d,%s)"
            .formatted(
                parameters.whole("bollinger_period"),
                Arguments.of(parameters.number("bollinger_deviations")));
    oversold = parameters.number("rsi_oversold");
    overbought = parameters.number("rsi_overbought");
    close = read("close");
    upper = read(bands + ".upper");
    lower = read(bands + ".lower");
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
  }

  private double width() {
    return upper.value() - lower.value();
  }

  /** How far the close is beyond the band. */
  private double beyond(int to) {
    return to == UP ? lower.value() - close.value() : close.value() - upper.value();
  }

  /** How far the index is beyond its limit. */
  private double extreme(int to) {
    return to == UP ? oversold - rsi.value() : rsi.value() - overbought;
  }

  @Override
  boolean holds(int to) {
    return width() > 0 && beyond(to) >= 0 && extreme(to) >= 0;
  }

  @Override
  double strengthOf(int to) {
    return 0.3 + 0.7 * share(2 * beyond(to) / width());
  }

  @Override
  double confidenceOf(int to) {
    return 0.4 + 0.6 * share(extreme(to) / (to == UP ? oversold : 100 - overbought));
  }

  @Override
  String because(int to) {
    return "%s: %s at or beyond %s, %s"
        .formatted(
            word(to, "oversold", "overbought"),
            told(close),
            told(to == UP ? lower : upper),
            told(rsi));
  }
}
