package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Goes with a close beyond the highest high, or the lowest low, of the bars before, on high volume.
 *
 * <p>Strength: 0.3 + 0.7 (distance beyond the level / average true range). Confidence: 0.4 + 0.6
 * (volume ratio / least volume ratio - 1), each part from 0 to its most.
 */
final class Breakout extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("donchian_period", 20, 1, "bars before the last whose highs and lows are levels"),
          bars("volume_period", 20, 1, "bars of the average volume"),
          number("volume_ratio", 1.5, 0.01, 100, "the least volume, in average volumes"),
          bars("atr_period", 14, 1, "bars of the average true range"));

  private final Reading close;
  private final Reading upper;
  private final Reading lower;
  private final Reading volume;
  private final Reading atr;
  private final double leastVolume;

  Breakout(StrategyParameters parameters, Place place) {
    super(place);
    String channel = "donchian(%d)".formatted(parameters.whole("donchian_period"));
    leastVolume = parameters.number("volume_ratio");
    close = read("close");
    upper = read(channel + ".upper[1]");
    lower = read(channel + ".lower[1]");
    volume = read("volume_ratio(%d)".formatted(parameters.whole("volume_period")));
    atr = read("atr(%d)".formatted(parameters.whole("atr_period")));
  }

  private double beyond(int to) {
    return to == UP ? close.value() - upper.value() : lower.value() - close.value();
  }

  @Override
  boolean holds(int to) {
    return beyond(to) > 0 && volume.value() >= leastVolume;
  }

  @Override
  double strengthOf(int to) {
    return 0.3 + 0.7 * share(beyond(to) / atr.value());
  }

  @Override
  double confidenceOf(int to) {
    return 0.4 + 0.6 * share(volume.value() / leastVolume - 1);
  }

  @Override
  String because(int to) {
    return "a breakout %s: %s beyond %s, %s, %s"
        .formatted(
            word(to, "up", "down"),
            told(close),
            told(to == UP ? upper : lower),
            told(volume),
            told(atr));
  }
}
