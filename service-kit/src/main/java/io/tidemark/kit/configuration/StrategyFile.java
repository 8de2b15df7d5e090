package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Aggregation;
import io.tidemark.core.strategy.StrategyDefinition.AggregationMode;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.core.strategy.ExitPlan;
import io.tidemark.core.strategy.StrategyDefinition.Market;
import io.tidemark.core.strategy.StrategyDefinition.Mode;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.core.strategy.StrategyDefinition.Rules;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The shape of a strategy's YAML; absent sections arrive as null. */
record StrategyFile(
    @Nullable Header strategy,
    @Nullable MarketSection market,
    @Nullable Map<String, Object> parameters,
    @Nullable Map<String, String> indicators,
    @Nullable RulesSection entry,
    @Nullable RulesSection exit,
    @Nullable ExitsSection exits,
    @Nullable RiskSection risk) {

  record Header(
      @Nullable String id,
      @Nullable String name,
      @JsonProperty("class") @Nullable String className,
      @Nullable String mode,
      @Nullable String aggregationMode,
      @Nullable Double signalThreshold) {

    private Aggregation toAggregation() {
      return new Aggregation(
          aggregationMode == null ? Aggregation.DEFAULT.mode() : modeOf(aggregationMode),
          signalThreshold == null ? Aggregation.DEFAULT.threshold() : signalThreshold);
    }

    private static AggregationMode modeOf(String name) {
      for (AggregationMode mode : AggregationMode.values()) {
        if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
          return mode;
        }
      }
      throw new IllegalArgumentException(
          "strategy.aggregation_mode must be voting, weighted, unanimous, threshold or confluence, was '%s'"
              .formatted(name));
    }
  }

  record MarketSection(
      @Nullable String exchange,
      @Nullable Symbol symbol,
      @Nullable List<Symbol> symbols,
      @Nullable Timeframe primaryTimeframe,
      @Nullable List<Timeframe> timeframes) {}

  record RulesSection(
      @JsonProperty("long") @Nullable List<Condition> longRules,
      @JsonProperty("short") @Nullable List<Condition> shortRules) {}

  record ExitsSection(@Nullable BigDecimal stopLossPct, @Nullable BigDecimal takeProfitPct) {}

  record RiskSection(
      @Nullable BigDecimal positionSizePct,
      @Nullable BigDecimal positionSizeUsd,
      @Nullable Integer maxPositions) {}

  /**
   * The canonical form.
   *
   * @param fileName the id of a strategy that gives none
   * @param hash of the canonical form
   * @throws IllegalArgumentException if something is missing or out of its range
   */
  StrategyDefinition toDefinition(String fileName, String hash) {
    Header header = strategy == null ? new Header(null, null, null, null, null, null) : strategy;
    String id = header.id == null ? fileName : header.id;
    return new StrategyDefinition(
        id,
        header.name == null ? id : header.name,
        header.className == null ? StrategyDefinition.RULES : header.className,
        mode(header.mode),
        header.toAggregation(),
        toMarket(),
        new TreeMap<>(parameters == null ? Map.of() : parameters),
        new TreeMap<>(indicators == null ? Map.of() : indicators),
        toRules(entry),
        toRules(exit),
        exits == null ? ExitPlan.NONE : new ExitPlan(exits.stopLossPct, exits.takeProfitPct),
        risk == null
            ? new PositionSizing(null, null, null)
            : new PositionSizing(risk.positionSizePct, risk.positionSizeUsd, risk.maxPositions),
        hash);
  }

  private static Mode mode(@Nullable String mode) {
    return switch (mode) {
      case null -> Mode.LIVE;
      case "live" -> Mode.LIVE;
      case "shadow" -> Mode.SHADOW;
      default ->
          throw new IllegalArgumentException(
              "strategy.mode must be live or shadow, was '%s'".formatted(mode));
    };
  }

  private Market toMarket() {
    if (market == null) {
      throw new IllegalArgumentException(
          "market is missing; give exchange, symbol and primary_timeframe");
    }
    if (market.exchange == null) {
      throw new IllegalArgumentException("market.exchange is missing; give one such as kraken");
    }
    if (market.primaryTimeframe == null) {
      throw new IllegalArgumentException(
          "market.primary_timeframe is missing; give one such as 1m");
    }
    return new Market(
        market.exchange,
        symbols(market),
        market.primaryTimeframe,
        market.timeframes == null ? List.of() : market.timeframes);
  }

  private static List<Symbol> symbols(MarketSection market) {
    if (market.symbol != null && market.symbols == null) {
      return List.of(market.symbol);
    }
    if (market.symbols != null && market.symbol == null) {
      return market.symbols;
    }
    throw new IllegalArgumentException("market must have symbol or symbols, and not both");
  }

  private static Rules toRules(@Nullable RulesSection rules) {
    return rules == null
        ? Rules.NONE
        : new Rules(
            rules.longRules == null ? List.of() : rules.longRules,
            rules.shortRules == null ? List.of() : rules.shortRules);
  }
}
