package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.number;
import static io.tidemark.core.strategy.StrategyParameter.text;

import io.tidemark.core.strategy.FigureText;
import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.Verdict;
import java.util.List;
import java.util.Set;

/**
 * Goes against a close that is far from the true volume-weighted price, and closes at the bar at
 * which the close is back there. It needs bars made of trades: a venue's candles carry no true
 * price.
 *
 * <p>The distance is in standard deviations, a quarter of what the bands are apart. Strength:
 * distance / (2 {@code deviations}). Confidence: 0.4 + 0.4 (distance / {@code deviations} - 1) +
 * 0.2 (distance of the index beyond its limit / 20), each part from 0 to its most.
 */
final class TrueVwapMeanReversion extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          text("vwap", "session", "over what: session (since midnight UTC) or rolling"),
          bars("rolling_bars", 60, 1, "bars of the rolling price"),
          number("deviations", 2, 0.1, 10, "standard deviations from which it acts"),
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_oversold", 40, 1, 50, "the index at or below which it buys"),
          number("rsi_overbought", 60, 50, 99, "the index at or above which it sells"));

  private static final double DEVIATIONS_BETWEEN_BANDS = 4;

  private final Reading close;
  private final Reading closeBefore;
  private final Reading vwap;
  private final Reading vwapBefore;
  private final Reading upper;
  private final Reading lower;
  private final Reading rsi;
  private final double deviations;
  private final double oversold;
  private final double overbought;

  TrueVwapMeanReversion(StrategyParameters parameters, Place place) {
    super(place);
    boolean session = parameters.oneOf("vwap", Set.of("session", "rolling")).equals("session");
    String price =
        session ? "session_vwap()" : "rolling_vwap(%d)".formatted(parameters.whole("rolling_bars"));
    deviations = parameters.number("deviations");
    oversold = parameters.number("rsi_oversold");
    overbought = parameters.number("rsi_overbought");
    close = read("close");
    closeBefore = read("close[1]");
    vwap = read(price + ".vwap");
    vwapBefore = read(price + ".vwap[1]");
    upper = read(price + ".upper");
    lower = read(price + ".lower");
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
  }

  /** How far the close is out on the side against which it would go, in deviations. */
  private double distance(int to) {
    double deviation = (upper.value() - lower.value()) / DEVIATIONS_BETWEEN_BANDS;
    return deviation > 0 ? to * (vwap.value() - close.value()) / deviation : 0;
  }

  private double extreme(int to) {
    return to == UP ? oversold - rsi.value() : rsi.value() - overbought;
  }

  @Override
  boolean holds(int to) {
    return distance(to) >= deviations && extreme(to) >= 0;
  }

  @Override
  double strengthOf(int to) {
    return distance(to) / (2 * deviations);
  }

  @Override
  double confidenceOf(int to) {
    return 0.4 + 0.4 * share(distance(to) / deviations - 1) + 0.2 * share(extreme(to) / 20);
  }

  @Override
  Verdict leaningNowhere() {
    double before = closeBefore.value() - vwapBefore.value();
    double now = close.value() - vwap.value();
    if (before < 0 && now >= 0) {
      return Verdict.CLOSE_LONG;
    }
    return before > 0 && now <= 0 ? Verdict.CLOSE_SHORT : Verdict.HOLD;
  }

  @Override
  String becauseNowhere() {
    return "back at the true price: %s against %s, before %s against %s"
        .formatted(told(close), told(vwap), told(closeBefore), told(vwapBefore));
  }

  @Override
  String because(int to) {
    return "%s deviations %s the true price: %s against %s, %s"
        .formatted(
            FigureText.share(distance(to)),
            word(to, "below", "above"),
            told(close),
            told(vwap),
            told(rsi));
  }
}
