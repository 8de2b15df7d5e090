package io.tidemark.core.indicator.ta4j;

import io.tidemark.core.indicator.ta4j.Argument.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.ta4j.core.BarSeries;
import org.ta4j.core.Indicator;
import org.ta4j.core.indicators.DistanceFromMAIndicator;
import org.ta4j.core.indicators.averages.SMAIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandWidthIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsLowerIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsMiddleIndicator;
import org.ta4j.core.indicators.bollinger.BollingerBandsUpperIndicator;
import org.ta4j.core.indicators.helpers.ClosePriceIndicator;
import org.ta4j.core.indicators.helpers.VolumeIndicator;
import org.ta4j.core.indicators.statistics.CorrelationCoefficientIndicator;
import org.ta4j.core.indicators.statistics.CovarianceIndicator;
import org.ta4j.core.indicators.statistics.PearsonCorrelationIndicator;
import org.ta4j.core.indicators.statistics.StandardDeviationIndicator;
import org.ta4j.core.num.Num;

/** Classes whose parts must fit each other, and classes that numbers cannot make. */
final class Recipes {

  private static final Argument BARS = new Argument("barCount", Kind.WHOLE, "");
  private static final Argument DEVIATIONS = new Argument("k", Kind.ANY, "");

  private static final String COMBINES =
      "combines indicators that are given to it: rules do that with operators";
  private static final String HOLDS = "holds values that are given to it in code";
  private static final String LATER = "reads bars after the one asked for: none at a decision";
  private static final String CALLS = "calls a function that is given to it in code";

  private static final Map<String, Construction> BY_CLASS =
      Map.of(
          "DistanceFromMAIndicator",
          over(
              numbers -> {
                SMAIndicator average = new SMAIndicator(close(numbers), bars(numbers));
                return new DistanceFromMAIndicator(numbers.bars(), average);
              },
              BARS),
          "CovarianceIndicator",
          over(
              numbers -> new CovarianceIndicator(close(numbers), volume(numbers), bars(numbers)),
              BARS),
          "CorrelationCoefficientIndicator",
          over(
              numbers ->
                  new CorrelationCoefficientIndicator(
                      close(numbers), volume(numbers), bars(numbers)),
              BARS),
          "PearsonCorrelationIndicator",
          over(
              numbers ->
                  new PearsonCorrelationIndicator(close(numbers), volume(numbers), bars(numbers)),
              BARS),
          "BollingerBandsUpperIndicator",
          over(numbers -> Bands.of(numbers).upper(), BARS, DEVIATIONS),
          "BollingerBandsLowerIndicator",
          over(numbers -> Bands.of(numbers).lower(), BARS, DEVIATIONS),
          "BollingerBandWidthIndicator",
          over(numbers -> Bands.of(numbers).width(), BARS, DEVIATIONS),
          "BollingerBandsMiddleIndicator",
          over(
              numbers ->
                  new BollingerBandsMiddleIndicator(
                      new SMAIndicator(close(numbers), bars(numbers))),
              BARS));

  private static final Map<String, String> UNREACHABLE =
      Map.ofEntries(
          Map.entry("BinaryOperationIndicator", COMBINES),
          Map.entry("UnaryOperationIndicator", COMBINES),
          Map.entry("CombineIndicator", COMBINES),
          Map.entry("SumIndicator", COMBINES),
          Map.entry("AverageIndicator", COMBINES),
          Map.entry("CrossIndicator", COMBINES + "; here crosses_above and crosses_below"),
          Map.entry("ConvergenceDivergenceIndicator", COMBINES),
          Map.entry("NumericIndicator", COMBINES),
          Map.entry("FixedIndicator", HOLDS),
          Map.entry("FixedNumIndicator", HOLDS),
          Map.entry("FixedBooleanIndicator", HOLDS),
          Map.entry("ConstantIndicator", HOLDS),
          Map.entry("BooleanTransformIndicator", CALLS),
          Map.entry("NumIndicator", CALLS),
          Map.entry("IchimokuChikouSpanIndicator", LATER),
          Map.entry("SwingPointMarkerIndicator", LATER),
          Map.entry("TradeCountIndicator", "is the field trades"),
          Map.entry("DateTimeIndicator", "is the field open_time or close_time"),
          Map.entry(
              "EDMAIndicator",
              "calculates its values when it is made, so it cannot take further bars"));

  private Recipes() {}

  static Optional<Construction> find(String simpleName) {
    return Optional.ofNullable(BY_CLASS.get(simpleName));
  }

  /** Why numbers cannot make a class; empty if nothing is known against it. */
  static Optional<String> whyNot(String simpleName) {
    return Optional.ofNullable(UNREACHABLE.get(simpleName));
  }

  private static Construction over(
      Function<ArgumentReader, Indicator<Num>> maker, Argument... arguments) {
    return new ByHand(maker, List.of(arguments));
  }

  private static ClosePriceIndicator close(ArgumentReader numbers) {
    return new ClosePriceIndicator(numbers.bars());
  }

  private static VolumeIndicator volume(ArgumentReader numbers) {
    return new VolumeIndicator(numbers.bars());
  }

  private static int bars(ArgumentReader numbers) {
    return numbers.whole("barCount", 1, Piece.LONGEST);
  }

  private record ByHand(Function<ArgumentReader, Indicator<Num>> maker, List<Argument> arguments)
      implements Construction {

    @Override
    public boolean takesSource() {
      return true;
    }

    @Override
    public Indicator<?> over(ArgumentReader numbers) {
      return maker.apply(numbers);
    }
  }

  private record Bands(
      BollingerBandsMiddleIndicator middle, StandardDeviationIndicator deviation, Num k) {

    static Bands of(ArgumentReader numbers) {
      BarSeries bars = numbers.bars();
      ClosePriceIndicator close = new ClosePriceIndicator(bars);
      int period = bars(numbers);
      return new Bands(
          new BollingerBandsMiddleIndicator(new SMAIndicator(close, period)),
          new StandardDeviationIndicator(close, period),
          bars.numFactory().numOf(numbers.number()));
    }

    BollingerBandsUpperIndicator upper() {
      return new BollingerBandsUpperIndicator(middle, deviation, k);
    }

    BollingerBandsLowerIndicator lower() {
      return new BollingerBandsLowerIndicator(middle, deviation, k);
    }

    BollingerBandWidthIndicator width() {
      return new BollingerBandWidthIndicator(upper(), middle, lower());
    }
  }
}
