package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Goes with a trend: the fast average beyond the slow one, the close beyond the fast one, the
 * directional index of that side ahead, and the average directional index high enough.
 *
 * <p>Strength: adx / 50. Confidence: 0.4 + 0.3 (adx - threshold) / 25 + 0.3 |+DI - -DI| / (+DI +
 * -DI), each part from 0 to its most.
 */
final class Trend extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("ema_fast", 20, 1, "bars of the fast average"),
          bars("ema_slow", 50, 2, "bars of the slow average; above ema_fast"),
          bars("adx_period", 14, 2, "bars of the average directional index"),
          number("adx_threshold", 25, 0, 99, "the index from which there is a trend"));

  private final Reading close;
  private final Reading fast;
  private final Reading slow;
  private final Reading adx;
  private final Reading plus;
  private final Reading minus;
  private final double threshold;

  Trend(StrategyParameters parameters, Place place) {
    super(place);
    int fastBars = parameters.whole("ema_fast");
    int slowBars = parameters.wholeAbove("ema_slow", fastBars, "ema_fast");
    int adxBars = parameters.whole("adx_period");
    threshold = parameters.number("adx_threshold");
    close = read("close");
    fast = read("ema(%d)".formatted(fastBars));
    slow = read("ema(%d)".formatted(slowBars));
    adx = read("adx(%d)".formatted(adxBars));
    plus = read("adx(%d).plus_di".formatted(adxBars));
    minus = read("adx(%d).minus_di".formatted(adxBars));
  }

  @Override
  boolean holds(int to) {
    return to * (fast.value() - slow.value()) > 0
        && to * (close.value() - fast.value()) > 0
        && to * (plus.value() - minus.value()) > 0
        && adx.value() >= threshold;
  }

  @Override
  double strengthOf(int to) {
    return adx.value() / 50;
  }

  @Override
  double confidenceOf(int to) {
    double apart = Math.abs(plus.value() - minus.value()) / (plus.value() + minus.value());
    return 0.4 + 0.3 * share((adx.value() - threshold) / 25) + 0.3 * share(apart);
  }

  @Override
  String because(int to) {
    return "a trend %s: %s beyond %s beyond %s, %s at least %s, %s against %s"
        .formatted(
            word(to, "up", "down"),
            told(close),
            told(fast),
            told(slow),
            told(adx),
            FigureText.of(threshold),
            told(plus),
            told(minus));
  }
}
