package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Goes against a close at or beyond Keltner's channel while the relative strength index is on that
 * side too.
 *
 * <p>Strength: 0.3 + 0.7 (distance beyond the channel / average true range). Confidence: 0.45 + 0.3
 * (distance of the index beyond its limit / 20), from 0 to its most, + 0.25 if MACD's histogram
 * turns back already.
 */
final class Keltner extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("ema_period", 20, 1, "bars of the channel's average"),
          bars("atr_period", 10, 1, "bars of the channel's average true range"),
          number("multiplier", 2, 0.01, 100, "average true ranges from the middle to the edge"),
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_long_max", 40, 1, 50, "the index at or below which it buys"),
          number("rsi_short_min", 60, 50, 99, "the index at or above which it sells"),
          bars("macd_fast", 12, 1, "bars of MACD's fast average"),
          bars("macd_slow", 26, 2, "bars of MACD's slow average; above macd_fast"),
          bars("macd_signal", 9, 1, "bars of MACD's signal"));

  private final Reading close;
  private final Reading upper;
  private final Reading lower;
  private final Reading atr;
  private final Reading rsi;
  private final Reading histogram;
  private final Reading before;
  private final double longMost;
  private final double shortLeast;

  Keltner(StrategyParameters parameters, Place place) {
    super(place);
    int atrBars = parameters.whole("atr_period");
    String channel =
        "keltner(%d,%d,%s)"
            .formatted(
                parameters.whole("ema_period"),
                atrBars,
                Arguments.of(parameters.number("multiplier")));
    String macd = Arguments.macd(parameters, "macd_fast", "macd_slow", "macd_signal");
    longMost = parameters.number("rsi_long_max");
    shortLeast = parameters.number("rsi_short_min");
    close = read("close");
    upper = read(channel + ".upper");
    lower = read(channel + ".lower");
    atr = read("atr(%d)".formatted(atrBars));
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
    histogram = read(macd + ".histogram");
    before = read(macd + ".histogram[1]");
  }

  private double beyond(int to) {
    return to == UP ? lower.value() - close.value() : close.value() - upper.value();
  }

  private double extreme(int to) {
    return to == UP ? longMost - rsi.value() : rsi.value() - shortLeast;
  }

  private boolean turns(int to) {
    return to * (histogram.value() - before.value()) > 0;
  }

  @Override
  boolean holds(int to) {
    return atr.value() > 0 && beyond(to) >= 0 && extreme(to) >= 0;
  }

  @Override
  double strengthOf(int to) {
    return 0.3 + 0.7 * share(beyond(to) / atr.value());
  }

  @Override
  double confidenceOf(int to) {
    return 0.45 + 0.3 * share(extreme(to) / 20) + (turns(to) ? 0.25 : 0);
  }

  @Override
  String because(int to) {
    return "%s the channel: %s at or beyond %s, %s, the histogram %s"
        .formatted(
            word(to, "below", "above"),
            told(close),
            told(to == UP ? lower : upper),
            told(rsi),
            turns(to) ? "turns back" : "does not turn yet");
  }
}
