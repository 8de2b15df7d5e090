package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonCreator;
import io.tidemark.model.Timeframe;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a model is shown of each bar; at least one feature.
 *
 * @param set which features there are before those that are declared here; default none
 * @param technicalIndicators indicators with their parameters
 * @param multiTimeframe longer timeframes at which these indicators are shown as well
 * @param vwapFeatures the close against true volume-weighted average prices
 * @param lagFeatures how many bars back closes are shown as well
 * @param expressions further features: names to numbers in the rule language
 * @param flagMissing whether the model is told which features are missing; default false
 */
public record TrainingFeatures(
    BaseSet set,
    List<IndicatorFeature> technicalIndicators,
    List<Timeframe> multiTimeframe,
    List<VwapFeature> vwapFeatures,
    LagFeatures lagFeatures,
    SortedMap<String, String> expressions,
    boolean flagMissing) {

  public TrainingFeatures {
    technicalIndicators = List.copyOf(technicalIndicators);
    multiTimeframe = List.copyOf(multiTimeframe);
    vwapFeatures = List.copyOf(vwapFeatures);
    for (Map.Entry<String, String> entry : expressions.entrySet()) {
      TrainingFile.required("features.expressions." + entry.getKey(), entry.getValue());
    }
    expressions = Collections.unmodifiableSortedMap(new TreeMap<>(expressions));
    TrainingFile.require(
        !(set == BaseSet.NONE
            && technicalIndicators.isEmpty()
            && vwapFeatures.isEmpty()
            && lagFeatures.periods().isEmpty()
            && expressions.isEmpty()),
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
      @Nullable String set,
      @Nullable List<IndicatorFeature> technicalIndicators,
      @Nullable List<Timeframe> multiTimeframe,
      @Nullable List<VwapFeature> vwapFeatures,
      @Nullable LagFeatures lagFeatures,
      @Nullable Map<String, String> expressions,
      @Nullable Boolean flagMissing) {
    return new TrainingFeatures(
        Choice.of("features.set", BaseSet.class, set, BaseSet.NONE),
        technicalIndicators == null ? List.of() : technicalIndicators,
        multiTimeframe == null ? List.of() : multiTimeframe,
        vwapFeatures == null ? List.of() : vwapFeatures,
        lagFeatures == null ? new LagFeatures(List.of()) : lagFeatures,
        new TreeMap<>(expressions == null ? Map.of() : expressions),
        flagMissing != null && flagMissing);
  }

  /** Features that need not be declared. */
  public enum BaseSet {
    /** None. */
    NONE,
    /** The usual ones, as {@link io.tidemark.core.feature.FeatureSet#standard} has them. */
    STANDARD
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
    ROLLING,
    /** The UTC week, from Monday on. */
    ANCHORED
  }

  /**
   * @param name of the feature
   * @param windowMinutes 1 or above with {@link WindowType#ROLLING}; null otherwise
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
