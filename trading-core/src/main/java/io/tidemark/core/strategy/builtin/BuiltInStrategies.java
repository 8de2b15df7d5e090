package io.tidemark.core.strategy.builtin;

import io.tidemark.core.indicator.IndicatorGraphs;
import io.tidemark.core.strategy.ReadingList;
import io.tidemark.core.strategy.Strategy;
import io.tidemark.core.strategy.StrategyClass;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.builtin.LeaningStrategy.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/** The strategies that ship, with all they can be told. */
public final class BuiltInStrategies {

  private static final List<StrategyClass> ALL = classes();

  private BuiltInStrategies() {}

  /** All of them, in the order in which people are told of them. */
  public static List<StrategyClass> all() {
    return ALL;
  }

  private static List<StrategyClass> classes() {
    List<StrategyClass> all = new ArrayList<>();
    all.add(ofSix("Trend", "trend", "Goes with a trend that is strong enough."));
    all.add(ofSix("MeanReversion", "mean_reversion", "Goes against a move that went too far."));
    all.add(ofSix("Momentum", "momentum", "Goes with a move that gathers speed."));
    all.add(ofSix("Breakout", "breakout", "Goes with a close beyond the range, on high volume."));
    all.add(ofSix("Reversal", "reversal", "Goes with a turn out of an extreme."));
    all.add(ofSix("Keltner", "keltner", "Goes against a close beyond Keltner's channel."));
    all.add(
        leaning(
            "SmaCrossover",
            List.of("MovingAverageCrossover"),
            "Buys where the fast average crosses above the slow one, sells where below.",
            SmaCrossover.PARAMETERS,
            SmaCrossover::new));
    all.add(
        leaning(
            "RsiMeanReversion",
            List.of("RSIMeanReversion"),
            "Buys while oversold, sells while overbought.",
            RsiMeanReversion.PARAMETERS,
            RsiMeanReversion::new));
    all.add(
        leaning(
            "MomentumStrategy",
            List.of(),
            "Rates of change, MACD and RSI on one side, confirmed by the trend.",
            MomentumStrategy.PARAMETERS,
            MomentumStrategy::new));
    all.add(
        new StrategyClass(
            "MultiTimeframeConfirmation",
            List.of(),
            "A crossing of averages that further timeframes confirm.",
            MultiTimeframeConfirmation.PARAMETERS,
            BuiltInStrategies::multiTimeframe));
    all.add(
        leaning(
            "TrueVwapMeanReversion",
            List.of(),
            "Goes against a distance from the true volume-weighted price, closes back there.",
            TrueVwapMeanReversion.PARAMETERS,
            TrueVwapMeanReversion::new));
    all.add(
        new StrategyClass(
            "ComplexMLStrategy",
            List.of(),
            "Technical, model and order book, aggregated.",
            ComplexMlStrategy.PARAMETERS,
            BuiltInStrategies::complex));
    all.add(
        new StrategyClass(
            "Confluence",
            List.of(),
            "The six together, with order book, model, regime and further timeframes.",
            ConfluenceParameters.ALL,
            BuiltInStrategies::confluence));
    return List.copyOf(all);
  }

  private static StrategyClass ofSix(String name, String origin, String summary) {
    List<StrategyParameter> parameters = SubStrategies.parametersOf(origin);
    return leaning(
        name,
        List.of(),
        summary,
        parameters,
        (given, place) -> SubStrategies.make(origin, given, place));
  }

  private static StrategyClass leaning(
      String name,
      List<String> aliases,
      String summary,
      List<StrategyParameter> parameters,
      BiFunction<StrategyParameters, Place, LeaningStrategy> maker) {
    return new StrategyClass(
        name,
        aliases,
        summary,
        parameters,
        (definition, graphs) ->
            maker.apply(new StrategyParameters(definition, parameters), place(definition, graphs)));
  }

  private static Place place(StrategyDefinition definition, IndicatorGraphs graphs) {
    return new Place(new ReadingList(definition, graphs), definition.market().primaryTimeframe());
  }

  private static Strategy multiTimeframe(StrategyDefinition definition, IndicatorGraphs graphs) {
    return new MultiTimeframeConfirmation(
        new StrategyParameters(definition, MultiTimeframeConfirmation.PARAMETERS),
        place(definition, graphs),
        definition.market().timeframes());
  }

  private static Strategy complex(StrategyDefinition definition, IndicatorGraphs graphs) {
    return new ComplexMlStrategy(
        definition,
        new StrategyParameters(definition, ComplexMlStrategy.PARAMETERS),
        new ReadingList(definition, graphs));
  }

  private static Strategy confluence(StrategyDefinition definition, IndicatorGraphs graphs) {
    return new Confluence(
        definition,
        new StrategyParameters(definition, ConfluenceParameters.ALL),
        new ReadingList(definition, graphs));
  }
}
