package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.count;
import static io.tidemark.core.strategy.StrategyParameter.flag;
import static io.tidemark.core.strategy.StrategyParameter.number;
import static io.tidemark.core.strategy.StrategyParameter.numbers;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import java.util.List;

/**
 * The momentum strategy of the specification. It leans to a side if enough of the rates of change
 * reach their thresholds there, MACD is beyond its signal, and the relative strength index is
 * beyond 50 but not yet extreme. With {@code trend_confirmation_required} the close must be beyond
 * the middle of Bollinger's bands too, and that middle must move the same way.
 *
 * <p>Strength: the mean over the rates of change of what they are of twice their thresholds.
 * Confidence: 0.4 + 0.3 (rates that agree / all) + 0.15 |rsi - 50| / 20, from 0 to its most, + 0.15
 * if the trend confirms it.
 */
final class MomentumStrategy extends LeaningStrategy {

  static final List<StrategyParameter> PARAMETERS =
      List.of(
          bars("rsi_period", 14, 2, "bars of the relative strength index"),
          number("rsi_overbought", 70, 50, 100, "the index from which nothing is bought"),
          number("rsi_oversold", 30, 0, 50, "the index up to which nothing is sold"),
          bars("macd_fast_period", 12, 1, "bars of MACD's fast average"),
          bars("macd_slow_period", 26, 2, "bars of MACD's slow average; above macd_fast_period"),
          bars("macd_signal_period", 9, 1, "bars of MACD's signal"),
          numbers("roc_periods", List.of(1.0, 5.0, 15.0), 1, 10_000, "bars of each rate of change"),
          numbers(
              "roc_thresholds",
              List.of(0.5, 1.0, 1.5),
              0.0001,
              1000,
              "the least of each rate of change, in percent; as many as roc_periods"),
          count("roc_agreeing", 0, 0, 100, "how many must agree; 0 for more than half"),
          bars("bollinger_bands_period", 20, 2, "bars of Bollinger's bands"),
          number("bollinger_bands_std_dev", 2, 0.01, 100, "standard deviations of the bands"),
          flag("trend_confirmation_required", true, "whether the trend must confirm it"));

  private final Reading close;
  private final Reading rsi;
  private final Reading macd;
  private final Reading signal;
  private final Reading middle;
  private final Reading middleBefore;
  private final Reading[] rates;
  private final double[] thresholds;
  private final int agreeing;
  private final double overbought;
  private final double oversold;
  private final boolean confirmed;

  /**
   * @throws IllegalArgumentException if there are not as many thresholds as rates of change, or
   *     more must agree than there are
   */
  MomentumStrategy(StrategyParameters parameters, Place place) {
    super(place);
    String macdText =
        Arguments.macd(parameters, "macd_fast_period", "macd_slow_period", "macd_signal_period");
    String bands =
        "bollinger(%d,%s).middle"
            .formatted(
                parameters.whole("bollinger_bands_period"),
                Arguments.of(parameters.number("bollinger_bands_std_dev")));
    overbought = parameters.number("rsi_overbought");
    oversold = parameters.number("rsi_oversold");
    confirmed = parameters.flag("trend_confirmation_required");
    thresholds = parameters.numbers("roc_thresholds");
    double[] periods = parameters.numbers("roc_periods");
    agreeing = agreeing(parameters.whole("roc_agreeing"), periods.length, thresholds.length);
    rates = new Reading[periods.length];
    for (int i = 0; i < periods.length; i++) {
      rates[i] = read("roc(%s)".formatted(Arguments.of(periods[i])));
    }
    close = read("close");
    rsi = read("rsi(%d)".formatted(parameters.whole("rsi_period")));
    macd = read(macdText + ".macd");
    signal = read(macdText + ".signal");
    middle = read(bands);
    middleBefore = read(bands + "[1]");
  }

  private static int agreeing(int given, int periods, int thresholds) {
    if (periods != thresholds) {
      throw new IllegalArgumentException(
          "parameters.roc_thresholds must be as many as roc_periods, which are %d, were %d"
              .formatted(periods, thresholds));
    }
    if (given > periods) {
      throw new IllegalArgumentException(
          "parameters.roc_agreeing must be at most the %d roc_periods, was %d"
              .formatted(periods, given));
    }
    return given == 0 ? periods / 2 + 1 : given;
  }

  private int agree(int to) {
    int count = 0;
    for (int i = 0; i < rates.length; i++) {
      if (to * rates[i].value() >= thresholds[i]) {
        count++;
      }
    }
    return count;
  }

  private boolean confirms(int to) {
    return to * (close.value() - middle.value()) > 0
        && to * (middle.value() - middleBefore.value()) > 0;
  }

  @Override
  boolean holds(int to) {
    return agree(to) >= agreeing
        && to * (macd.value() - signal.value()) > 0
        && to * (rsi.value() - 50) > 0
        && rsi.value() < overbought
        && rsi.value() > oversold
        && (!confirmed || confirms(to));
  }

  @Override
  double strengthOf(int to) {
    double sum = 0;
    for (int i = 0; i < rates.length; i++) {
      sum += share(to * rates[i].value() / (2 * thresholds[i]));
    }
    return sum / rates.length;
  }

  @Override
  double confidenceOf(int to) {
    return 0.4
        + 0.3 * agree(to) / rates.length
        + 0.15 * share(Math.abs(rsi.value() - 50) / 20)
        + (confirms(to) ? 0.15 : 0);
  }

  @Override
  String because(int to) {
    StringBuilder text =
        new StringBuilder(
            "momentum %s: %d of %d rates of change:"
                .formatted(word(to, "up", "down"), agree(to), rates.length));
    for (Reading rate : rates) {
      text.append(' ').append(told(rate)).append(',');
    }
    return text.append(
            " %s beyond %s, %s, the trend %s"
                .formatted(
                    told(macd),
                    told(signal),
                    told(rsi),
                    confirms(to) ? "confirms it" : "does not confirm it"))
        .toString();
  }
}
