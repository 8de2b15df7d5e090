package io.tidemark.core.strategy.builtin;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.opinion.Opinion;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;

/** The technical source of {@link ComplexMlStrategy}. */
final class TechnicalView extends LeaningStrategy {

  /** What its opinions are called. */
  static final String ORIGIN = "technical";

  private static final Opinion NO_SIDE =
      Opinion.hold(SignalSource.TECHNICAL, ORIGIN, "neither oversold nor overbought");

  private final Reading close;
  private final Reading rsi;
  private final Reading histogram;
  private final Reading before;
  private final Reading upper;
  private final Reading lower;
  private final double oversold;
  private final double overbought;

  TechnicalView(StrategyParameters parameters, Place place) {
    super(place);
    String macd = Arguments.macd(parameters, "macd_fast", "macd_slow", "macd_signal");
    String bands =
        "bollinger(%d,%s)"
            .formatted(
                parameters.whole("bollinger_period"),
                Arguments.of(parameters.number("bollinger_deviations")));
    oversold = parameters.number("rsi_oversold");
    overbought = parameters.number("rsi_overbought");
    close = read("close");
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
    histogram = read(macd + ".histogram");
    before = read(macd + ".histogram[1]");
    upper = read(bands + ".upper");
    lower = read(bands + ".lower");
  }

  private boolean turns(int to) {
    return to * (histogram.value() - before.value()) > 0;
  }

  private boolean isBeyond(int to) {
    return to == UP ? close.value() <= lower.value() : close.value() >= upper.value();
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
    double extreme =
        to == UP
            ? (oversold - rsi.value()) / oversold
            : (rsi.value() - overbought) / (100 - overbought);
    return 0.5 + 0.3 * share(extreme) + (turns(to) ? 0.1 : 0) + (isBeyond(to) ? 0.1 : 0);
  }

  @Override
  String because(int to) {
    return "%s: %s %s %s%s%s"
        .formatted(
            word(to, "oversold", "overbought"),
            told(rsi),
            word(to, "below", "above"),
            FigureText.of(to == UP ? oversold : overbought),
            turns(to) ? ", MACD turns" : "",
            isBeyond(to) ? ", beyond the band" : "");
  }

  /** What it wants now; everything it reads is defined. */
  Opinion opinion() {
    if (side() == 0) {
      return NO_SIDE;
    }
    return new Opinion(
        SignalSource.TECHNICAL,
        ORIGIN,
        side() == UP ? SignalType.BUY : SignalType.SELL,
        confidence(),
        strength(),
        because(side()));
  }
}
