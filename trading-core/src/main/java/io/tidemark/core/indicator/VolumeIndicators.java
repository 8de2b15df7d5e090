package io.tidemark.core.indicator;

import static io.tidemark.core.indicator.Definitions.overBars;
import static io.tidemark.core.indicator.Definitions.overOne;

import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import java.util.List;

/** Volume, and prices weighted by it. */
final class VolumeIndicators {

  private static final List<BarField> WITH_VOLUME =
      List.of(BarField.HIGH, BarField.LOW, BarField.CLOSE, BarField.VOLUME);
  private static final List<BarField> SINCE_ANCHOR =
      List.of(BarField.VWAP, BarField.VOLUME, BarField.OPEN_TIME);
  private static final List<String> VWAP_BANDS = List.of("vwap", "upper", "lower");

  private VolumeIndicators() {}

  static List<IndicatorDefinition> definitions() {
    return List.of(
        overOne("volume_sma", "Simple moving average of volume.", BarField.VOLUME, 1, Sma::new),
        overOne("volume_roc", "Change of volume, in percent.", BarField.VOLUME, 1, Roc::new),
        overOne(
            "volume_ratio", "Volume over its average.", BarField.VOLUME, 1, RatioToAverage::new),
        overBars(
            "mfi",
            "Money flow index, 0 to 100.",
            List.of(BarField.HLC3, BarField.VOLUME),
            2,
            Mfi::new),
        new IndicatorDefinition(
            "obv",
            "Granville's on-balance volume.",
            List.of(BarField.CLOSE, BarField.VOLUME),
            List.of(),
            List.of(),
            arguments -> new Obv()),
        new IndicatorDefinition(
            "ad",
            "Chaikin's accumulation and distribution line.",
            WITH_VOLUME,
            List.of(),
            List.of(),
            arguments -> new Distribution()),
        new IndicatorDefinition(
            "ad_oscillator",
            "Chaikin's oscillator of the accumulation and distribution line.",
            WITH_VOLUME,
            List.of(Parameter.bars("fast", 2).or(3), Parameter.bars("slow", 3).or(10)),
            List.of(),
            arguments -> new DistributionOscillator((int) arguments[0], (int) arguments[1])),
        new IndicatorDefinition(
            "session_vwap",
            "True VWAP since midnight UTC, with bands.",
            SINCE_ANCHOR,
            true,
            List.of(deviations()),
            VWAP_BANDS,
            arguments -> AnchoredVwap.ofSession(arguments[0])),
        new IndicatorDefinition(
            "weekly_vwap",
            "True VWAP since Monday's midnight UTC, with bands.",
            SINCE_ANCHOR,
            true,
            List.of(deviations()),
            VWAP_BANDS,
            arguments -> AnchoredVwap.ofWeek(arguments[0])),
        new IndicatorDefinition(
            "anchored_vwap",
            "True VWAP since a date's midnight UTC, written like 20250131, with bands.",
            SINCE_ANCHOR,
            true,
            List.of(new Parameter("date", true, 19_700_101, 99_991_231, null), deviations()),
            VWAP_BANDS,
            arguments -> AnchoredVwap.since((int) arguments[0], arguments[1])),
        new IndicatorDefinition(
            "rolling_vwap",
            "True VWAP of the last bars, with bands.",
            List.of(BarField.VWAP, BarField.VOLUME),
            true,
            List.of(Parameter.bars("period", 1), deviations()),
            VWAP_BANDS,
            arguments -> new RollingVwap((int) arguments[0], arguments[1])));
  }

  private static Parameter deviations() {
    return Parameter.factor("deviations", 0.01, 100).or(2);
  }
}
