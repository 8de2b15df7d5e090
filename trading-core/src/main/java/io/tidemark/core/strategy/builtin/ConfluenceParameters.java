package io.tidemark.core.strategy.builtin;

import static io.tidemark.core.strategy.StrategyParameter.bars;
import static io.tidemark.core.strategy.StrategyParameter.count;
import static io.tidemark.core.strategy.StrategyParameter.flag;
import static io.tidemark.core.strategy.StrategyParameter.number;
import static io.tidemark.core.strategy.StrategyParameter.text;
import static io.tidemark.core.strategy.StrategyParameter.texts;

import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.opinion.ConfluenceRules;
import io.tidemark.core.strategy.opinion.Regime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The parameters of {@link Confluence}, and the rules they make. */
final class ConfluenceParameters {

  /** What an index on one side of 50 percent of depth is as an imbalance. */
  private static final double IMBALANCE_OF_SHARE = 2;

  private static final Set<String> OF_TRENDS = Set.of("trend", "momentum", "breakout");
  private static final double FAVOURED = 1.5;
  private static final double DISFAVOURED = 0.5;

  static final List<StrategyParameter> ALL = all();

  private final StrategyParameters parameters;

  ConfluenceParameters(StrategyParameters parameters) {
    this.parameters = parameters;
  }

  private static List<StrategyParameter> all() {
    List<StrategyParameter> all = new ArrayList<>();
    all.add(texts("strategies", List.copyOf(SubStrategies.KINDS.keySet()), "which of the six run"));
    all.add(text("single_strategy", "", "the only one that runs; empty for all of strategies"));
    all.add(
        texts(
            "confluence_timeframes",
            List.of("primary"),
            "the timeframes that must agree, such as [1m, 5m]"));
    all.addAll(gates());
    all.add(number("confluence_keltner_solo_confidence", 0.52, 0, 1, "the same of keltner"));
    all.add(count("confluence_sure_fire_count", 3, 1, 6, "how many make a signal sure fire"));
    all.add(
        number("confluence_sure_fire_confidence", 0.65, 0, 1, "the confidence it needs for that"));
    all.add(flag("orderbook_enabled", true, "whether the order book counts"));
    all.add(
        number(
            "orderbook_imbalance_threshold",
            0.55,
            0.5,
            1,
            "the share of depth on one side from which the book agrees or opposes"));
    all.add(number("orderbook_bonus", 0.05, 0, 1, "what that adds to or takes from confidence"));
    all.add(flag("ml_enabled", true, "whether a model's prediction is blended in"));
    all.add(text("ml_model", "", "the only model that is asked; empty for any"));
    all.add(flag("ml_size_by_agent", false, AggregatingStrategy.SIZE_BY_AGENT));
    all.add(number("ml_solo_blend", 0.3, 0, 1, "the model's share where one stands alone"));
    all.add(number("ml_blend", 0.5, 0, 1, "the model's share where several agree"));
    all.add(flag("ml_heuristic", true, "whether the heuristic stands in without a prediction"));
    all.addAll(weights(""));
    all.add(flag("regimes_enabled", false, "whether the regime counts; any of its keys says so"));
    all.add(bars("regimes_adx_period", 14, 2, "bars of the average directional index"));
    all.add(number("regimes_adx_trend", 25, 0, 100, "the index from which there is a trend"));
    all.add(bars("regimes_atr_period", 14, 1, "bars of the average true range"));
    all.add(bars("regimes_atr_lookback", 100, 2, "bars the range is ranked among"));
    all.add(number("regimes_atr_high", 70, 0, 100, "the percentile from which it is high"));
    for (Regime regime : Regime.values()) {
      String section = "regimes_" + regime.key();
      weights(regime.isTrend()).forEach(one -> all.add(one.under(section)));
      gates().forEach(one -> all.add(one.under(section)));
    }
    SubStrategies.KINDS.forEach(
        (origin, kind) -> kind.parameters().forEach(one -> all.add(one.under(origin))));
    return List.copyOf(all);
  }

  /** What may differ by regime beside the weights. */
  private static List<StrategyParameter> gates() {
    return List.of(
        count("confluence_min_count", 2, 1, 6, "how many must agree, unless one is sure enough"),
        number("confluence_solo_confidence", 0.55, 0, 1, "the confidence one needs alone"),
        number("confluence_execution_confidence", 0.5, 0, 1, "the confidence any signal needs"));
  }

  private static List<StrategyParameter> weights(String section) {
    return SubStrategies.KINDS.keySet().stream()
        .map(origin -> number(section + "weights_" + origin, 1, 0, 1000, "the weight of " + origin))
        .toList();
  }

  private static List<StrategyParameter> weights(boolean trend) {
    return weights("").stream()
        .map(
            one -> {
              boolean ofTrends = OF_TRENDS.contains(one.name().substring("weights_".length()));
              return one.preset(ofTrends == trend ? FAVOURED : DISFAVOURED);
            })
        .toList();
  }

  /** The sub-strategies that run. */
  List<String> origins() {
    String single = parameters.text("single_strategy");
    return single.isEmpty()
        ? parameters.texts("strategies").stream().distinct().toList()
        : List.of(single);
  }

  /** Whether the regime counts. */
  boolean hasRegimes() {
    return parameters.isGiven("regimes_enabled")
        ? parameters.flag("regimes_enabled")
        : parameters.hasSection("regimes");
  }

  /** The rules where the regime does not count. */
  ConfluenceRules rules() {
    return rules(parameters, parameters);
  }

  /** The rules of a regime: its own numbers, and the strategy's where it has none. */
  ConfluenceRules rules(Regime regime) {
    return rules(parameters.under("regimes").under(regime.key()), parameters);
  }

  private static ConfluenceRules rules(StrategyParameters own, StrategyParameters whole) {
    Map<String, Double> weights = new TreeMap<>();
    for (String origin : SubStrategies.KINDS.keySet()) {
      String key = "weights_" + origin;
      weights.put(origin, (prefers(own, whole, key) ? own : whole).number(key));
    }
    return new ConfluenceRules(
        weights,
        chosen(own, whole, "confluence_min_count").whole("confluence_min_count"),
        chosen(own, whole, "confluence_solo_confidence").number("confluence_solo_confidence"),
        Map.of("keltner", whole.number("confluence_keltner_solo_confidence")),
        chosen(own, whole, "confluence_execution_confidence")
            .number("confluence_execution_confidence"),
        Math.max(
            Double.MIN_NORMAL,
            IMBALANCE_OF_SHARE * whole.number("orderbook_imbalance_threshold") - 1),
        whole.number("orderbook_bonus"),
        whole.whole("confluence_sure_fire_count"),
        whole.number("confluence_sure_fire_confidence"),
        whole.number("ml_solo_blend"),
        whole.number("ml_blend"),
        whole.flag("ml_heuristic"));
  }

  /** Weights of a regime hold unless only the strategy's own are given. */
  private static boolean prefers(StrategyParameters own, StrategyParameters whole, String key) {
    return own.isGiven(key) || !whole.isGiven(key);
  }

  private static StrategyParameters chosen(
      StrategyParameters own, StrategyParameters whole, String key) {
    return own.isGiven(key) ? own : whole;
  }
}
