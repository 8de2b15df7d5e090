package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Definitions.overBars;
import static io.tidemark.core.indicator.Definitions.overOne;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.List;

/** Oscillators and the strength of trends. */
final class MomentumIndicators {

  private static final List<String> K_AND_D = List.of("k", "d");

  private MomentumIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        overOne("rsi", "Wilder's relative strength index, 0 to 100.", BarField.CLOSE, 2, Rsi::new),
        overOne("roc", "Change over some bars, in percent.", BarField.CLOSE, 1, Roc::new),
        overOne("momentum", "Change over some bars.", BarField.CLOSE, 1, Momentum::new),
        overOne("cmo", "Chande's momentum oscillator, -100 to 100.", BarField.CLOSE, 2, Cmo::new),
        overOne("trix", "Change of a triple average, in percent.", BarField.CLOSE, 1, Trix::new),
        overOne("cci", "Lambert's commodity channel index.", BarField.HLC3, 2, Cci::new),
        overBars("williams_r", "Williams' %R, -100 to 0.", Definitions.RANGE, 2, WilliamsR::new),
        macd(),
        new IndicatorDefinition(
            "adx",
            "Wilder's average directional index, 0 to 100.",
            Definitions.RANGE,
            List.of(Parameter.bars("period", 2)),
            List.of("adx", "plus_di", "minus_di", "dx"),
            arguments -> new Adx((int) arguments[0])),
        overBars("adxr", "Wilder's rating of ADX, 0 to 100.", Definitions.RANGE, 2, Adxr::new),
        directional("plus_di", "Wilder's +DI, 0 to 100.", 0),
        directional("minus_di", "Wilder's -DI, 0 to 100.", 1),
        directional("dx", "Wilder's directional index, 0 to 100.", 2),
        stochastic(),
        stochasticFast(),
        stochRsi(),
        new IndicatorDefinition(
            "aroon",
            "How recent the extremes of the last bars are, 0 to 100.",
            List.of(BarField.HIGH, BarField.LOW),
            List.of(Parameter.bars("period", 2)),
            List.of("up", "down", "oscillator"),
            arguments -> new Aroon((int) arguments[0])),
        new IndicatorDefinition(
            "ultimate_oscillator",
            "Williams' ultimate oscillator, 0 to 100.",
            Definitions.RANGE,
            List.of(
                Parameter.bars("first", 1).or(7),
                Parameter.bars("second", 2).or(14),
                Parameter.bars("third", 3).or(28)),
            List.of(),
            arguments ->
                new UltimateOscillator(
                    (int) arguments[0], (int) arguments[1], (int) arguments[2])));
  }

  private static IndicatorDefinition macd() {
    return new IndicatorDefinition(
        "macd",
        "Moving average convergence and divergence.",
        List.of(BarField.CLOSE),
        List.of(
            Parameter.bars("fast", 1).or(12),
            Parameter.bars("slow", 2).or(26),
            Parameter.bars("signal", 1).or(9)),
        List.of("macd", "signal", "histogram"),
        arguments -> new Macd((int) arguments[0], (int) arguments[1], (int) arguments[2]));
  }

  private static IndicatorDefinition directional(String name, String summary, int output) {
    return overBars(
        name,
        summary,
        Definitions.RANGE,
        2,
        period -> new OneOutput(new DirectionalIndex(period), output));
  }

  private static IndicatorDefinition stochastic() {
    return new IndicatorDefinition(
        "stochastic",
        "Lane's slow stochastic oscillator, 0 to 100.",
        Definitions.RANGE,
        List.of(
            Parameter.bars("period", 1).or(14),
            Parameter.bars("smooth", 1).or(3),
            Parameter.bars("signal", 1).or(3)),
        K_AND_D,
        arguments -> new Stochastic((int) arguments[0], (int) arguments[1], (int) arguments[2]));
  }

  private static IndicatorDefinition stochasticFast() {
    return new IndicatorDefinition(
        "stochastic_fast",
        "Lane's fast stochastic oscillator, 0 to 100.",
        Definitions.RANGE,
        List.of(Parameter.bars("period", 1).or(14), Parameter.bars("signal", 1).or(3)),
        K_AND_D,
        arguments -> new Stochastic((int) arguments[0], 1, (int) arguments[1]));
  }

  private static IndicatorDefinition stochRsi() {
    return new IndicatorDefinition(
        "stoch_rsi",
        "Stochastic oscillator of the RSI, 0 to 100; smooth 1 is TA-Lib's.",
        List.of(BarField.CLOSE),
        List.of(
            Parameter.bars("rsi", 2).or(14),
            Parameter.bars("period", 1).or(14),
            Parameter.bars("smooth", 1).or(3),
            Parameter.bars("signal", 1).or(3)),
        K_AND_D,
        arguments ->
            new StochRsi(
                (int) arguments[0], (int) arguments[1], (int) arguments[2], (int) arguments[3]));
  }
}
