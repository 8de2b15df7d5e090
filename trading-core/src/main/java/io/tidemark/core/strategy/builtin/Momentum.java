package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Goes with a move that gathers speed: MACD's histogram on its side and growing, the rate of change
 * large enough, the relative strength index on its side but not yet extreme, and enough volume.
 *
 * <p>Strength: 0.3 + 0.7 (|roc| / threshold - 1) / 3. Confidence: 0.4 + 0.3 |rsi - 50| / 20 + 0.3
 * (volume ratio - 1), each part from 0 to its most.
 */
final class Momentum extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_oversold", 30, 1, 50, "the index at which a fall has gone far enough"),
          number("rsi_overbought", 70, 50, 99, "the index at which a rise has gone far enough"),
          bars("macd_fast", 12, 1, "bars of MACD's fast average"),
          bars("macd_slow", 26, 2, "bars of MACD's slow average; above macd_fast"),
          bars("macd_signal", 9, 1, "bars of MACD's signal"),
          bars("roc_period", 10, 1, "bars of the rate of change"),
          number("roc_threshold", 0.3, 0.001, 100, "the least rate of change, in percent"),
          bars("volume_period", 20, 1, "bars of the average volume"),
          number("volume_ratio", 1, 0, 100, "the least volume, in average volumes"));

  private final Reading rsi;
  private final Reading histogram;
  private final Reading before;
  private final Reading roc;
  private final Reading volume;
  private final double oversold;
  private final double overbought;
  private final double threshold;
  private final double leastVolume;

  Momentum(StrategyParameters parameters, Place place) {
    super(place);
    oversold = parameters.number("rsi_oversold");
    overbought = parameters.number("rsi_overbought");
    threshold = parameters.number("roc_threshold");
    leastVolume = parameters.number("volume_ratio");
    String macd = Arguments.macd(parameters, "macd_fast", "macd_slow", "macd_signal");
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
    histogram = read(macd + ".histogram");
    before = read(macd + ".histogram[1]");
    roc = read("roc(%d)".formatted(parameters.whole("roc_period")));
    volume = read("volume_ratio(%d)".formatted(parameters.whole("volume_period")));
  }

  @Override
  boolean holds(int to) {
    return to * histogram.value() > 0
        && to * (histogram.value() - before.value()) > 0
        && to * roc.value() >= threshold
        && to * (rsi.value() - 50) > 0
        && rsi.value() > oversold
        && rsi.value() < overbought
        && volume.value() >= leastVolume;
  }

  @Override
  double strengthOf(int to) {
    return 0.3 + 0.7 * share((Math.abs(roc.value()) / threshold - 1) / 3);
  }

  @Override
  double confidenceOf(int to) {
    return 0.4 + 0.3 * share(Math.abs(rsi.value() - 50) / 20) + 0.3 * share(volume.value() - 1);
  }

  @Override
  String because(int to) {
    return "momentum %s: %s after %s, %s, %s, %s"
        .formatted(
            word(to, "up", "down"),
            told(histogram),
            told(before),
            told(roc),
            told(rsi),
            told(volume));
  }
}
