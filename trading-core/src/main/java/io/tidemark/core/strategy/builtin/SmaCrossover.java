package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.text;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;
import java.util.Set;

/**
 * Buys at the bar at which the fast average crosses above the slow one, sells at the one at which
 * it crosses below.
 *
 * <p>Strength: 0.5 + 0.5 (what the averages moved against each other since the bar before / a
 * quarter of the average true range over {@code slow} bars). Confidence: 0.5 + 0.5 (distance of the
 * close beyond the slow average / average true range), each part from 0 to its most.
 */
final class SmaCrossover extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("fast", 10, 1, "bars of the fast average"),
          bars("slow", 30, 2, "bars of the slow average; above fast"),
          text("average", "sma", "the kind of average: sma, ema or wma"));

  private final Reading close;
  private final Reading fast;
  private final Reading fastBefore;
  private final Reading slow;
  private final Reading slowBefore;
  private final Reading atr;

  SmaCrossover(StrategyParameters parameters, Place place) {
    super(place);
    int fastBars = parameters.whole("fast");
    int slowBars = parameters.wholeAbove("slow", fastBars, "fast");
    String average = parameters.oneOf("average", Set.of("sma", "ema", "wma"));
    fast = read("%s(%d)".formatted(average, fastBars));
    fastBefore = read("%s(%d)[1]".formatted(average, fastBars));
    slow = read("%s(%d)".formatted(average, slowBars));
    slowBefore = read("%s(%d)[1]".formatted(average, slowBars));
    close = read("close");
    atr = read("atr(%d)".formatted(slowBars));
  }

  private double gap() {
    return fast.value() - slow.value();
  }

  private double gapBefore() {
    return fastBefore.value() - slowBefore.value();
  }

  @Override
  boolean holds(int to) {
    return to * gap() > 0 && to * gapBefore() <= 0;
  }

  @Override
  double strengthOf(int to) {
    return 0.5 + 0.5 * share(to * (gap() - gapBefore()) / (atr.value() / 4));
  }

  @Override
  double confidenceOf(int to) {
    return 0.5 + 0.5 * share(to * (close.value() - slow.value()) / atr.value());
  }

  @Override
  String because(int to) {
    return "crossed %s: %s against %s, before %s against %s"
        .formatted(
            word(to, "above", "below"), told(fast), told(slow), told(fastBefore), told(slowBefore));
  }
}
