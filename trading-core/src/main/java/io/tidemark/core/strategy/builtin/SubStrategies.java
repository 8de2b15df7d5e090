package io.tidemark.core.strategy.builtin;

import io.tidemark.core.strategy.Reading;
import io.tidemark.core.strategy.ReadingList;
import io.tidemark.core.strategy.StrategyParameter;
import io.tidemark.core.strategy.StrategyParameters;
import io.tidemark.core.strategy.builtin.LeaningStrategy.Place;
import io.tidemark.core.strategy.opinion.Opinion;
import io.tidemark.model.SignalSource;
import io.tidemark.model.SignalType;
import io.tidemark.model.Timeframe;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/** The six of the study on one timeframe, or those of them that run. */
final class SubStrategies {

  /** One of the six. */
  record Kind(
      List<StrategyParameter> parameters,
      BiFunction<StrategyParameters, Place, LeaningStrategy> maker) {}

  static final SequencedMap<String, Kind> KINDS = kinds();

  private static final double LEAST_STRENGTH = 0.3;
  private static final double LEAST_CONFIDENCE = 0.3;

  private final Timeframe timeframe;
  private final List<Named> strategies;

  private record Named(String origin, LeaningStrategy strategy) {}

  /**
   * @param origins which run
   * @param parameters with a section for each
   */
  SubStrategies(
      List<String> origins, StrategyParameters parameters, ReadingList reads, Timeframe timeframe) {
    this.timeframe = timeframe;
    List<Named> made = new ArrayList<>();
    for (String origin : origins) {
      made.add(
          new Named(origin, make(origin, parameters.under(origin), new Place(reads, timeframe))));
    }
    strategies = List.copyOf(made);
  }

  private static SequencedMap<String, Kind> kinds() {
    SequencedMap<String, Kind> kinds = new LinkedHashMap<>();
    kinds.put("trend", new Kind(withLeast(Trend.PARAMETERS), Trend::new));
    kinds.put("mean_reversion", new Kind(withLeast(MeanReversion.PARAMETERS), MeanReversion::new));
    kinds.put("momentum", new Kind(withLeast(Momentum.PARAMETERS), Momentum::new));
    kinds.put("breakout", new Kind(withLeast(Breakout.PARAMETERS), Breakout::new));
    kinds.put("reversal", new Kind(withLeast(Reversal.PARAMETERS), Reversal::new));
    kinds.put("keltner", new Kind(withLeast(Keltner.PARAMETERS), Keltner::new));
    return Collections.unmodifiableSequencedMap(kinds);
  }

  private static List<StrategyParameter> withLeast(List<StrategyParameter> own) {
    List<StrategyParameter> all = new ArrayList<>(own);
    all.add(
        StrategyParameter.number(
            "least_strength", LEAST_STRENGTH, 0, 1, "the strength without which nothing is done"));
    all.add(
        StrategyParameter.number(
            "least_confidence",
            LEAST_CONFIDENCE,
            0,
            1,
            "the confidence without which nothing is done"));
    return List.copyOf(all);
  }

  private static Kind kind(String origin) {
    Kind kind = KINDS.get(origin);
    if (kind == null) {
      throw new IllegalArgumentException(
          "parameters.strategies and single_strategy must be of %s, was %s"
              .formatted(KINDS.keySet(), origin));
    }
    return kind;
  }

  /** What one of the six can be told. */
  static List<StrategyParameter> parametersOf(String origin) {
    return kind(origin).parameters();
  }

  /** Makes one of the six. */
  static LeaningStrategy make(String origin, StrategyParameters parameters, Place place) {
    LeaningStrategy strategy = kind(origin).maker().apply(parameters, place);
    strategy.require(parameters.number("least_strength"), parameters.number("least_confidence"));
    return strategy;
  }

  Timeframe timeframe() {
    return timeframe;
  }

  List<Reading> readings() {
    return strategies.stream().flatMap(one -> one.strategy().readings().stream()).toList();
  }

  /** Looks at the latest values, and adds what those want that want something. */
  void opine(List<Opinion> opinions) {
    for (int i = 0; i < strategies.size(); i++) {
      LeaningStrategy strategy = strategies.get(i).strategy();
      strategy.judge();
      if (strategy.isActionable()) {
        opinions.add(
            new Opinion(
                SignalSource.TECHNICAL,
                strategies.get(i).origin(),
                strategy.side() == LeaningStrategy.UP ? SignalType.BUY : SignalType.SELL,
                strategy.confidence(),
                strategy.strength(),
                strategy.because(strategy.side())));
      }
    }
  }
}
