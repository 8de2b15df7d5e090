package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * Goes with a turn: the relative strength index was extreme at the bar before and comes back, the
 * stochastic oscillator is ahead of its average, and the bar closes the way of the turn.
 *
 * <p>Strength: 0.3 + 0.7 (change of the index / 10). Confidence: 0.4 + 0.3 (distance of the index
 * before beyond its limit / 20) + 0.3 (distance of k from d / 20), each part from 0 to its most.
 */
final class Reversal extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_oversold", 30, 1, 50, "the index at or below which too much was sold"),
          number("rsi_overbought", 70, 50, 99, "the index at or above which too much was bought"),
          bars("stochastic_period", 14, 1, "bars of the stochastic oscillator"),
          bars("stochastic_slow", 3, 1, "bars over which k is averaged"),
          bars("stochastic_signal", 3, 1, "bars over which d averages k"));

  private final Reading open;
  private final Reading close;
  private final Reading rsi;
  private final Reading before;
  private final Reading k;
  private final Reading d;
  private final double oversold;
  private final double overbought;

  Reversal(StrategyParameters parameters, Place place) {
    super(place);
    String rsiText = "rsi(%d)".formatted(parameters.whole("rsi_period"));
    String stochastic =
        "stochastic(%d,%d,%d)"
            .formatted(
                parameters.whole("stochastic_period"),
                parameters.whole("stochastic_slow"),
                parameters.whole("stochastic_signal"));
    oversold = parameters.number("rsi_oversold");
    overbought = parameters.number("rsi_overbought");
    open = read("open");
    close = read("close");
    rsi = read(rsiText);
    before = read(rsiText + "[1]");
    k = read(stochastic + ".k");
    d = read(stochastic + ".d");
  }

  private double extreme(int to) {
    return to == UP ? oversold - before.value() : before.value() - overbought;
  }

  @Override
  boolean holds(int to) {
    return extreme(to) >= 0
        && to * (rsi.value() - before.value()) > 0
        && to * (k.value() - d.value()) > 0
        && to * (close.value() - open.value()) > 0;
  }

  @Override
  double strengthOf(int to) {
    return 0.3 + 0.7 * share(to * (rsi.value() - before.value()) / 10);
  }

  @Override
  double confidenceOf(int to) {
    return 0.4 + 0.3 * share(extreme(to) / 20) + 0.3 * share(to * (k.value() - d.value()) / 20);
  }

  @Override
  String because(int to) {
    return "a turn %s: %s after %s, %s against %s, %s after %s"
        .formatted(
            word(to, "up", "down"),
            told(rsi),
            told(before),
            told(k),
            told(d),
            told(close),
            told(open));
  }
}
