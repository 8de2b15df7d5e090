package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The canonical shape of a strategy's YAML; absent sections arrive as null. */
record StrategyFile(
    @Nullable Header strategy,
    @Nullable MarketSection market,
    @Nullable Map<String, Object> parameters,
    @Nullable Map<String, String> indicators,
    @Nullable RulesSection entry,
    @Nullable RulesSection exit,
    @Nullable ExitsSection exits,
    @Nullable RiskSection risk,
    @Nullable ExecutionSection execution,
    @Nullable PortfolioSection portfolio) {

  record Header(
      @Nullable String id,
      @Nullable String name,
      @JsonProperty("class") @Nullable String className,
      @Nullable String mode,
      @Nullable String aggregationMode,
      @Nullable Double signalThreshold) {

    private static final Header ABSENT = new Header(null, null, null, null, null, null);

    private Aggregation toAggregation() {
      return new Aggregation(
          Choice.of(
              "strategy.aggregation_mode",
              AggregationMode.class,
              aggregationMode,
              Aggregation.DEFAULT.mode()),
          signalThreshold == null ? Aggregation.DEFAULT.threshold() : signalThreshold);
    }
  }

  record MarketSection(
      @Nullable String exchange,
      @Nullable Symbol symbol,
      @Nullable List<Symbol> symbols,
      @Nullable Timeframe primaryTimeframe,
      @Nullable List<Timeframe> timeframes) {

    private static final MarketSection ABSENT = new MarketSection(null, null, null, null, null);

    private Market toMarket(StrategyDefaults defaults) {
      String venue = exchange == null ? defaults.exchange() : exchange;
      if (venue == null) {
        throw new IllegalArgumentException("market.exchange is missing; give one such as kraken");
      }
      if (primaryTimeframe == null) {
        throw new IllegalArgumentException(
            "market.primary_timeframe is missing; give one such as 1m");
      }
      return new Market(
          venue, symbolsOr(defaults.symbols()), primaryTimeframe, orEmpty(timeframes));
    }

    private List<Symbol> symbolsOr(List<Symbol> usual) {
      if (symbol != null && symbols != null) {
        throw new IllegalArgumentException("market must have symbol or symbols, and not both");
      }
      if (symbol == null && symbols == null && usual.isEmpty()) {
        throw new IllegalArgumentException(
            "market must have symbol or symbols; give one such as BTC/USD");
      }
      if (symbol != null) {
        return List.of(symbol);
      }
      return symbols == null ? usual : symbols;
    }
  }

  record RulesSection(
      @JsonProperty("long") @Nullable List<Condition> longRules,
      @JsonProperty("short") @Nullable List<Condition> shortRules) {}

  record PortfolioSection(@Nullable BigDecimal initialCash) {}

  /**
   * The canonical form, not hashed yet.
   *
   * @param fileName the id of a strategy that gives none
   * @param defaults for what the market section leaves out
   * @throws IllegalArgumentException if something is missing or out of its range; the message
   *     begins with the key
   */
  StrategyDefinition toDefinition(String fileName, StrategyDefaults defaults) {
    Header header = strategy == null ? Header.ABSENT : strategy;
    String id = header.id == null ? fileName : header.id;
    return new StrategyDefinition(
        id,
        header.name == null ? id : header.name,
        header.className == null ? StrategyDefinition.RULES : header.className,
        Choice.of("strategy.mode", Mode.class, header.mode, Mode.LIVE),
        header.toAggregation(),
        (market == null ? MarketSection.ABSENT : market).toMarket(defaults),
        new TreeMap<>(parameters == null ? Map.of() : parameters),
        new TreeMap<>(indicators == null ? Map.of() : indicators),
        toRules(entry),
        toRules(exit),
        exits == null ? ExitPlan.NONE : exits.toPlan(),
        risk == null ? PositionSizing.DEFAULT : risk.toSizing(),
        execution == null ? ExecutionPlan.DEFAULT : execution.toPlan(),
        portfolio == null ? null : portfolio.initialCash,
        "");
  }

  private static Rules toRules(@Nullable RulesSection rules) {
    return rules == null
        ? Rules.NONE
        : new Rules(orEmpty(rules.longRules), orEmpty(rules.shortRules));
  }

  private static <T> List<T> orEmpty(@Nullable List<T> list) {
    return list == null ? List.of() : list;
  }
}
