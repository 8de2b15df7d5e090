package io.tidemark.core.feature;

import io.tidemark.core.indicator.BarField;
import io.tidemark.core.indicator.IndicatorGraph;
import io.tidemark.core.indicator.Peers;
import io.tidemark.core.strategy.Formula;
import io.tidemark.core.strategy.Reading;
import io.tidemark.model.Ids;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The features that a model is shown at each bar of a timeframe, in order. Immutable; equal if the
 * hashes are.
 */
public final class FeatureSet {

  /** Changes when an expression comes to mean something else, so that hashes change too. */
  private static final int LANGUAGE_VERSION = 1;

  private static final int MOST_FEATURES = 1_000;

  private final Timeframe timeframe;
  private final List<Feature> features;
  private final List<Set<BarField>> fields;
  private final Map<Timeframe, Integer> warmUp;
  private final @Nullable Instant historyFrom;
  private final String hash;

  private FeatureSet(Timeframe timeframe, List<Feature> features, CompiledFeatures compiled) {
    this.timeframe = timeframe;
    this.features = features;
    this.fields = compiled.formulas().stream().map(FeatureSet::fieldsOf).toList();
    this.warmUp = warmUpOf(timeframe, compiled);
    this.historyFrom = compiled.graphs().historyFrom();
    this.hash = hashOf(timeframe, features, compiled.formulas());
  }

  /**
   * A set.
   *
   * @param timeframe at whose closes the features are read
   * @param features from 1 to 1,000
   * @throws IllegalArgumentException if there are none or too many, two have one name, or an
   *     expression cannot be read
   */
  public static FeatureSet of(Timeframe timeframe, List<Feature> features) {
    if (features.isEmpty() || features.size() > MOST_FEATURES) {
      throw new IllegalArgumentException(
          "a feature set must have from 1 to %d features, was %d"
              .formatted(MOST_FEATURES, features.size()));
    }
    Set<String> names = new HashSet<>();
    for (Feature feature : features) {
      if (!names.add(feature.name())) {
        throw new IllegalArgumentException(
            "names of features must differ, was twice " + feature.name());
      }
    }
    List<Feature> kept = List.copyOf(features);
    return new FeatureSet(timeframe, kept, CompiledFeatures.of(timeframe, kept, Peers.NONE));
  }

  /** The usual set, as {@link StandardFeatures} lists it. */
  public static FeatureSet standard(Timeframe timeframe) {
    return of(timeframe, StandardFeatures.of(timeframe));
  }

  private static Set<BarField> fieldsOf(Formula formula) {
    Set<BarField> fields = EnumSet.noneOf(BarField.class);
    formula.readings().forEach(reading -> fields.addAll(reading.series().fields()));
    return fields;
  }

  private static Map<Timeframe, Integer> warmUpOf(Timeframe timeframe, CompiledFeatures compiled) {
    Map<Timeframe, Integer> bars = new TreeMap<>(Map.of(timeframe, 1));
    for (Formula formula : compiled.formulas()) {
      for (Reading reading : formula.readings()) {
        bars.merge(reading.series().timeframe(), reading.warmUp(), Math::max);
      }
    }
    return bars;
  }

  private static String hashOf(
      Timeframe timeframe, List<Feature> features, List<Formula> formulas) {
    StringBuilder text = new StringBuilder("features " + LANGUAGE_VERSION + "\n" + timeframe);
    for (int i = 0; i < features.size(); i++) {
      text.append('\n').append(features.get(i).name()).append(" = ").append(formulas.get(i));
    }
    return Ids.sha256(text.toString());
  }

  /** The set with further features behind its own. */
  public FeatureSet with(List<Feature> further) {
    List<Feature> all = new ArrayList<>(features);
    all.addAll(further);
    return of(timeframe, all);
  }

  /** At whose closes the features are read. */
  public Timeframe timeframe() {
    return timeframe;
  }

  public List<Feature> features() {
    return features;
  }

  /** How many features there are. */
  public int size() {
    return features.size();
  }

  /** The names, in order. */
  public List<String> names() {
    return features.stream().map(Feature::name).toList();
  }

  /**
   * SHA-256, in hex, of the timeframe, the names and what the expressions mean. Spaces and
   * parentheses that change nothing do not count.
   */
  public String hash() {
    return hash;
  }

  /** The timeframes whose bars are read, its own among them. */
  public Set<Timeframe> timeframes() {
    return Set.copyOf(warmUp.keySet());
  }

  /** How many bars of each timeframe it takes until every feature can be defined. */
  public Map<Timeframe, Integer> warmUp() {
    return Map.copyOf(warmUp);
  }

  /**
   * The instant that the first bars must reach back to, whatever the warm-up is; null if no feature
   * asks for one. See {@link IndicatorGraph#historyFrom}.
   */
  public @Nullable Instant historyFrom() {
    return historyFrom;
  }

  /**
   * What a feature reads that candles with open, high, low, close and volume do not tell: books,
   * trades, or other instruments. Over data without it the feature is missing. Empty for most.
   *
   * @param feature its place
   */
  public Set<BarField> beyondCandles(int feature) {
    Set<BarField> beyond = EnumSet.noneOf(BarField.class);
    for (BarField field : fields.get(feature)) {
      if (field.isMicrostructure() || field.isOfPeers()) {
        beyond.add(field);
      }
    }
    return beyond;
  }

  /** Whether a feature reads other instruments. */
  public boolean readsPeers() {
    return fields.stream().flatMap(Set::stream).anyMatch(BarField::isOfPeers);
  }

  /** The features on graphs of their own. */
  CompiledFeatures compile(Peers peers) {
    return CompiledFeatures.of(timeframe, features, peers);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FeatureSet set && hash.equals(set.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  @Override
  public String toString() {
    return "%d features of %s (%s)".formatted(features.size(), timeframe, hash);
  }
}
