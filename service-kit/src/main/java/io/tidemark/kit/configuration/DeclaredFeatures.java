package io.tidemark.kit.configuration;

import io.tidemark.core.feature.Feature;
import io.tidemark.core.feature.FeatureSet;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.indicator.IndicatorDefinition;
import io.tidemark.core.indicator.IndicatorDefinition.Parameter;
import io.tidemark.kit.configuration.TrainingFeatures.IndicatorFeature;
import io.tidemark.kit.configuration.TrainingFeatures.VwapFeature;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The features that a file declares, as the core knows them: the base set, then each indicator with
 * all its values, the same at the longer timeframes, the VWAPs, the lags and the expressions. What
 * the base set has already is not there twice.
 */
final class DeclaredFeatures {

  private static final String INDICATORS = "features.technical_indicators: ";

  /** Names of arguments as other tools write them. */
  private static final Map<String, String> OTHER_NAMES =
      Map.of(
          "length", "period",
          "window", "period",
          "timeperiod", "period",
          "fast_period", "fast",
          "slow_period", "slow",
          "signal_period", "signal",
          "std_dev", "deviations",
          "multiplier", "deviations");

  private final Timeframe timeframe;
  private final List<Feature> all = new ArrayList<>();

  private DeclaredFeatures(Timeframe timeframe) {
    this.timeframe = timeframe;
  }

  /**
   * The set.
   *
   * @param timeframe of the bars that the model is shown
   * @throws IllegalArgumentException if an indicator or an argument is not known, or a feature
   *     cannot be made; the message begins with the key
   */
  static FeatureSet of(TrainingFeatures declared, Timeframe timeframe) {
    DeclaredFeatures features = new DeclaredFeatures(timeframe);
    for (Timeframe longer : declared.multiTimeframe()) {
      TrainingFile.require(
          timeframe.fills(longer),
          "features.multi_timeframe must be timeframes that bars of data.timeframe make up",
          longer);
    }
    for (IndicatorFeature indicator : declared.technicalIndicators()) {
      features.add(indicator, "", "");
      for (Timeframe longer : declared.multiTimeframe()) {
        features.add(indicator, "_" + nameOf(longer), "@" + longer.code());
      }
    }
    declared.vwapFeatures().forEach(features::add);
    for (int lag : declared.lagFeatures().periods()) {
      features.add("close_lag_" + lag, "close[%d] / close - 1".formatted(lag));
    }
    declared.expressions().forEach(features::add);
    try {
      return switch (declared.set()) {
        case NONE -> FeatureSet.of(timeframe, features.all);
        case STANDARD -> {
          FeatureSet standard = FeatureSet.standard(timeframe);
          features.all.removeAll(standard.features());
          yield standard.with(features.all);
        }
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("features: " + e.getMessage(), e);
    }
  }

  /** A month is not to be taken for a minute where names have no capitals. */
  private static String nameOf(Timeframe timeframe) {
    return timeframe == Timeframe.MONTH1 ? "1month" : timeframe.code();
  }

  private void add(String name, String expression) {
    try {
      all.add(new Feature(name, expression));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("features: " + e.getMessage(), e);
    }
  }

  private void add(VwapFeature vwap) {
    String average =
        switch (vwap.windowType()) {
          case SESSION -> "session_vwap";
          case ANCHORED -> "weekly_vwap";
          case ROLLING -> "rolling_vwap(%d)".formatted(barsOf(vwap));
        };
    add(vwap.name(), "close / " + average + " - 1");
  }

  private long barsOf(VwapFeature vwap) {
    long minutes = vwap.windowMinutes() == null ? 0 : vwap.windowMinutes();
    long bar = timeframe.nominalLength().toMinutes();
    TrainingFile.require(
        minutes >= bar && minutes % bar == 0,
        "features.vwap_features: window_minutes must be a number of whole %s bars"
            .formatted(timeframe),
        minutes);
    return minutes / bar;
  }

  private void add(IndicatorFeature declared, String suffix, String at) {
    IndicatorDefinition definition = definition(declared.name());
    List<String> arguments = arguments(declared, definition);
    String call = definition.name() + "(" + String.join(", ", arguments) + ")";
    String name =
        definition.name()
            + arguments.stream()
                .map(argument -> "_" + argument.replace('.', '_'))
                .collect(Collectors.joining());
    if (definition.outputs().isEmpty()) {
      add(name + suffix, call + at);
    }
    for (String output : definition.outputs()) {
      boolean main = output.equals(definition.name());
      add(name + (main ? "" : "_" + output) + suffix, call + "." + output + at);
    }
  }

  private static IndicatorDefinition definition(String name) {
    String known = name.toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
    return IndicatorCatalogue.standard()
        .find(known.equals("bollinger_bands") ? "bollinger" : known)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    INDICATORS
                        + "there is no indicator '%s'; there are %s"
                            .formatted(
                                name,
                                IndicatorCatalogue.standard().definitions().stream()
                                    .map(IndicatorDefinition::name)
                                    .collect(Collectors.joining(", ")))));
  }

  /** As written in the rule language, in its order, those left out with what holds for them. */
  private static List<String> arguments(IndicatorFeature declared, IndicatorDefinition definition) {
    Map<String, Double> given = new TreeMap<>();
    declared
        .params()
        .forEach(
            (name, value) -> {
              boolean own =
                  definition.parameters().stream().anyMatch(one -> one.name().equals(name));
              given.put(own ? name : OTHER_NAMES.getOrDefault(name, name), value);
            });
    List<String> arguments = new ArrayList<>();
    for (Parameter parameter : definition.parameters()) {
      Optional<Double> value =
          Optional.ofNullable(given.remove(parameter.name()))
              .or(() -> Optional.ofNullable(parameter.fallback()));
      if (value.isEmpty()) {
        throw new IllegalArgumentException(
            INDICATORS
                + "%s needs '%s': write it as %s"
                    .formatted(declared.name(), parameter.name(), definition.signature()));
      }
      if (!value.get().isNaN()) {
        arguments.add(BigDecimal.valueOf(value.get()).stripTrailingZeros().toPlainString());
      }
    }
    if (!given.isEmpty()) {
      throw new IllegalArgumentException(
          INDICATORS
              + "%s takes no '%s': write it as %s"
                  .formatted(
                      declared.name(), given.keySet().iterator().next(), definition.signature()));
    }
    return arguments;
  }
}
