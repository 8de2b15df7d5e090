package io.tidemark.core.strategy.builtin;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.ReadingList;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.core.strategy.StrategyInput;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.Verdict;
import io.tidemark.core.strategy.opinion.Aggregate;
import io.tidemark.core.strategy.opinion.Aggregator;
import io.tidemark.core.strategy.opinion.ConfluenceRules;
import io.tidemark.core.strategy.opinion.Evidence;
import io.tidemark.core.strategy.opinion.Forecast;
import io.tidemark.core.strategy.opinion.Opinion;
import io.tidemark.core.strategy.opinion.Regime;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The study's bot: trend, mean reversion, momentum, breakout, reversal and Keltner each form an
 * opinion, which confluence aggregates (see {@link
 * io.tidemark.core.strategy.opinion.ConfluenceAggregator}). With voting, unanimous or threshold as
 * aggregation mode, that mode takes its place.
 *
 * <p>In a regime, told by the average directional index and the percentile of the average true
 * range, weights and gates are that regime's. Where {@code confluence.timeframes} names further
 * timeframes, the same strategies there must come to the same side; a side that does not is told as
 * too weak. With {@code single_strategy} only that one runs, under the same gates.
 */
final class Confluence extends AggregatingStrategy {

  private final List<Reading> readings;
  private final SubStrategies primary;
  private final List<SubStrategies> further = new ArrayList<>();
  private final Aggregator usual;
  private final Map<Regime, Aggregator> byRegime = new EnumMap<>(Regime.class);
  private final @Nullable Reading adx;
  private final @Nullable Reading volatility;
  private final double trendFrom;
  private final double highFrom;
  private final @Nullable Reading book;
  private final boolean mlEnabled;
  private final String model;
  private final boolean sizesByAgent;
  private final List<Opinion> opinions = new ArrayList<>();
  private @Nullable Forecast forecast;
  private @Nullable Regime regime;
  private @Nullable String disagreement;

  Confluence(StrategyDefinition definition, StrategyParameters parameters, ReadingList reads) {
    ConfluenceParameters settings = new ConfluenceParameters(parameters);
    Timeframe own = definition.market().primaryTimeframe();
    primary = new SubStrategies(settings.origins(), parameters, reads, own);
    for (Timeframe timeframe : timeframes(parameters, own)) {
      further.add(new SubStrategies(settings.origins(), parameters, reads, timeframe));
    }
    usual = aggregator(definition, settings.rules());
    trendFrom = parameters.number("regimes_adx_trend");
    highFrom = parameters.number("regimes_atr_high");
    if (settings.hasRegimes()) {
      for (Regime one : Regime.values()) {
        byRegime.put(one, aggregator(definition, settings.rules(one)));
      }
      adx = reads.add("adx(%d)".formatted(parameters.whole("regimes_adx_period")));
      volatility =
          reads.add(
              "percent_rank(atr(%d), %d)"
                  .formatted(
                      parameters.whole("regimes_atr_period"),
                      parameters.whole("regimes_atr_lookback")));
    } else {
      adx = null;
      volatility = null;
    }
    readings = reads.all();
    book = parameters.flag("orderbook_enabled") ? reads.add("book_imbalance") : null;
    mlEnabled = parameters.flag("ml_enabled");
    model = parameters.text("ml_model");
    sizesByAgent = mlEnabled && parameters.flag("ml_size_by_agent");
  }

  /** The further timeframes that must agree. */
  private static Set<Timeframe> timeframes(StrategyParameters parameters, Timeframe own) {
    Set<Timeframe> further = new LinkedHashSet<>();
    for (String code : parameters.texts("confluence_timeframes")) {
      if (!code.equals("primary")) {
        further.add(Timeframe.parse(code));
      }
    }
    further.remove(own);
    return further;
  }

  private static Aggregator aggregator(StrategyDefinition definition, ConfluenceRules rules) {
    AggregationMode asked = definition.aggregation().mode();
    AggregationMode mode = asked == AggregationMode.WEIGHTED ? AggregationMode.CONFLUENCE : asked;
    return Aggregator.of(mode, definition.aggregation().threshold(), rules.weights(), rules);
  }

  @Override
  public List<Reading> readings() {
    return readings;
  }

  @Override
  public List<Reading> furtherReadings() {
    return book == null ? List.of() : List.of(book);
  }

  @Override
  public Verdict onBar(StrategyInput input) {
    forecast = null;
    regime = null;
    disagreement = null;
    if (!isDefined()) {
      return verdict(null);
    }
    opinions.clear();
    primary.opine(opinions);
    if (opinions.isEmpty()) {
      return verdict(Aggregate.NOTHING);
    }
    forecast = mlEnabled ? Forecast.of(input.predictions(), model).orElse(null) : null;
    regime = regime();
    Aggregator aggregator = regime == null ? usual : byRegime.getOrDefault(regime, usual);
    Evidence evidence = new Evidence(book == null ? Double.NaN : book.value(), forecast);
    Aggregate aggregate = aggregator.aggregate(opinions, evidence);
    disagreement = disagreement(aggregate, aggregator, evidence);
    return verdict(aggregate);
  }

  private boolean isDefined() {
    for (int i = 0; i < readings.size(); i++) {
      if (Double.isNaN(readings.get(i).value())) {
        return false;
      }
    }
    return true;
  }

  private @Nullable Regime regime() {
    return adx == null || volatility == null
        ? null
        : Regime.of(adx.value(), trendFrom, volatility.value(), highFrom);
  }

  private @Nullable String disagreement(
      Aggregate wanted, Aggregator aggregator, Evidence evidence) {
    for (SubStrategies other : further) {
      opinions.clear();
      other.opine(opinions);
      Aggregate theirs = aggregator.aggregate(opinions, evidence);
      if (theirs.type() != wanted.type()) {
        return "%s says %s, and must agree with %s on %s"
            .formatted(other.timeframe(), theirs.type(), wanted.type(), primary.timeframe());
      }
    }
    return null;
  }

  @Override
  public @Nullable String shortfall() {
    String weak = super.shortfall();
    return weak != null ? weak : disagreement;
  }

  @Override
  public List<String> reasons() {
    List<String> reasons = super.reasons();
    if (regime == null || last() == null || last() == Aggregate.NOTHING) {
      return reasons;
    }
    List<String> all = new ArrayList<>(reasons);
    all.add("regime " + regime.key());
    return all;
  }

  @Override
  public Map<String, Double> metadata() {
    if (regime == null) {
      return super.metadata();
    }
    Map<String, Double> metadata = new TreeMap<>(super.metadata());
    metadata.put("regime_" + regime.key(), 1.0);
    return metadata;
  }

  @Override
  public @Nullable UUID predictionId() {
    return forecast == null ? null : forecast.predictionId();
  }

  @Override
  public boolean sizesByAgent() {
    return sizesByAgent;
  }
}
