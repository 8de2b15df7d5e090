package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model is shown of each bar; at least one feature.
 *
 * @param technicalIndicators indicators with their parameters
 * @param vwapFeatures true volume-weighted average prices
 * @param lagFeatures how many bars back closes are shown as well
 */
public record TrainingFeatures(
    List<IndicatorFeature> technicalIndicators,
    List<VwapFeature> vwapFeatures,
    LagFeatures lagFeatures) {

  public TrainingFeatures {
    technicalIndicators = List.copyOf(technicalIndicators);
    vwapFeatures = List.copyOf(vwapFeatures);
    TrainingFile.require(
        !(technicalIndicators.isEmpty()
            && vwapFeatures.isEmpty()
            && lagFeatures.periods().isEmpty()),
        "features must name at least one",
        "none");
    Set<String> names = new HashSet<>();
    for (VwapFeature feature : vwapFeatures) {
      TrainingFile.require(
          names.add(feature.name()), "features.vwap_features: name must differ", feature.name());
    }
  }

  @JsonCreator
  static TrainingFeatures read(
      @Nullable List<IndicatorFeature> technicalIndicators,
      @Nullable List<VwapFeature> vwapFeatures,
      @Nullable LagFeatures lagFeatures) {
    return new TrainingFeatures(
        technicalIndicators == null ? List.of() : technicalIndicators,
        vwapFeatures == null ? List.of() : vwapFeatures,
        lagFeatures == null ? new LagFeatures(List.of()) : lagFeatures);
  }

  /**
   * @param name of the indicator, such as {@code RSI}
   * @param params its arguments by name, numbers; empty for its defaults
   */
  public record IndicatorFeature(String name, Map<String, Double> params) {

    public IndicatorFeature {
      TrainingFile.require(
          !name.isBlank(), "features.technical_indicators: name must be one such as RSI", name);
      params = Map.copyOf(params);
    }

    @JsonCreator
    static IndicatorFeature read(@Nullable String name, @Nullable Map<String, Double> params) {
      return new IndicatorFeature(
          TrainingFile.required("features.technical_indicators: name", name),
          params == null ? Map.of() : new TreeMap<>(params));
    }
  }

  /** Over what a volume-weighted average price is taken. */
  public enum WindowType {
    /** The UTC day. */
    SESSION,
    /** The latest minutes. */
    ROLLING
  }

  /**
   * @param name of the feature
   * @param windowMinutes 1 or above with {@link WindowType#ROLLING}; null with the session
   */
  public record VwapFeature(String name, WindowType windowType, @Nullable Integer windowMinutes) {

    public VwapFeature {
      TrainingFile.require(!name.isBlank(), "features.vwap_features: name must not be blank", name);
      TrainingFile.require(
          (windowType == WindowType.ROLLING) == (windowMinutes != null),
          "features.vwap_features: window_minutes belongs to window_type rolling, and to it alone",
          name);
      TrainingFile.require(
          windowMinutes == null || windowMinutes >= 1,
          "features.vwap_features: window_minutes must be 1 or above",
          String.valueOf(windowMinutes));
    }

    @JsonCreator
    static VwapFeature read(
        @Nullable String name, @Nullable String windowType, @Nullable Integer windowMinutes) {
      return new VwapFeature(
          TrainingFile.required("features.vwap_features: name", name),
          Choice.of(
              "features.vwap_features: window_type",
              WindowType.class,
              TrainingFile.required("features.vwap_features: window_type", windowType),
              WindowType.SESSION),
          windowMinutes);
    }
  }

  /**
   * @param periods bars back, each 1 or above; may be empty
   */
  public record LagFeatures(List<Integer> periods) {

    public LagFeatures {
      periods = List.copyOf(periods);
      periods.forEach(
          lag ->
              TrainingFile.require(
                  lag >= 1, "features.lag_features.periods must be 1 or above", lag));
    }

    @JsonCreator
    static LagFeatures read(@Nullable List<Integer> periods) {
      return new LagFeatures(periods == null ? List.of() : periods);
    }
  }
}
