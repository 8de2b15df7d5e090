package io.tidemark.ml.training;

import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.OppositeSignal;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.kit.configuration.StrategyLoader;
import io.tidemark.kit.configuration.TrainingFile;
import io.tidemark.model.Ids;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Strategies as a model is judged with them. */
public final class ReferenceStrategy {

  private ReferenceStrategy() {}

  /**
   * What stands in where no strategy is named: it buys what was oversold and what the model thinks
   * likelier to rise than anything else, closes on the opposite, and knows no order book.
   */
  private static StrategyDefinition standard(String exchange, Symbol symbol, Timeframe timeframe) {
    return hashed(
        new StrategyDefinition(
            "reference",
            "Oversold, or foretold to rise",
            "ComplexMLStrategy",
            Mode.LIVE,
            new Aggregation(AggregationMode.WEIGHTED, 0),
            new Market(exchange, List.of(symbol), timeframe, List.of()),
            new TreeMap<>(
                Map.of("orderbook_enabled", false, "ml_threshold", new BigDecimal("0.5"))),
            new TreeMap<>(),
            Rules.NONE,
            Rules.NONE,
            new ExitPlan(
                BigDecimal.ONE,
                null,
                BigDecimal.TWO,
                List.of(),
                null,
                null,
                null,
                false,
                new TreeMap<>(),
                OppositeSignal.CLOSE,
                new BigDecimal("0.5"),
                false,
                false),
            new PositionSizing(BigDecimal.TEN, null, null),
            ""));
  }

  /**
   * That with which the model of a training file is judged, as if it were live on the model's
   * symbol.
   *
   * @param strategy null for {@link #standard}
   */
  public static StrategyDefinition of(TrainingFile file, @Nullable StrategyDefinition strategy) {
    TrainingFile.Data data = file.data();
    return strategy == null
        ? standard(data.exchange(), data.symbol(), data.timeframe())
        : on(strategy, data.exchange(), data.symbol());
  }

  private static StrategyDefinition on(
      StrategyDefinition strategy, String exchange, Symbol symbol) {
    Market own = strategy.market();
    return hashed(
        new StrategyDefinition(
            strategy.id(),
            strategy.name(),
            strategy.className(),
            Mode.LIVE,
            strategy.aggregation(),
            new Market(exchange, List.of(symbol), own.primaryTimeframe(), own.timeframes()),
            strategy.parameters(),
            strategy.indicators(),
            strategy.entry(),
            strategy.exit(),
            strategy.exits(),
            strategy.risk(),
            strategy.execution(),
            strategy.initialCash(),
            ""));
  }

  private static StrategyDefinition hashed(StrategyDefinition strategy) {
    return strategy.withConfigurationHash(Ids.sha256(StrategyLoader.canonicalForm(strategy)));
  }
}
