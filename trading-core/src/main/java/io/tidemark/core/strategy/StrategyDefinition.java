package io.tidemark.core.strategy;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A strategy in its canonical form, as {@code config/strategies/*.yaml} gives it.
 *
 * @param id unique in the suite; part of every id derived from its decisions
 * @param name for people
 * @param className {@code rules}, or the name of a built-in strategy or class
 * @param mode whether its signals are traded
 * @param aggregation how its sources become one signal
 * @param market what it looks at
 * @param parameters of the built-in or class, and numbers that rules may use by name; sections are
 *     maps within it
 * @param indicators named indicators that rules may use by name, such as {@code rsi} to {@code
 *     rsi(14)}
 * @param entry the rules that open a position
 * @param exit the rules that close one
 * @param exits when a position is closed, beside the exit rules
 * @param risk how much is put into one position
 * @param execution how its orders are put, and what a backtest assumes of their fills
 * @param initialCash of the quote currency with which a backtest starts, above 0; null for the
 *     backtest's own
 * @param configurationHash SHA-256 of the canonical form
 */
public record StrategyDefinition(
    String id,
    String name,
    String className,
    Mode mode,
    Aggregation aggregation,
    Market market,
    SortedMap<String, Object> parameters,
    SortedMap<String, String> indicators,
    Rules entry,
    Rules exit,
    ExitPlan exits,
    PositionSizing risk,
    ExecutionPlan execution,
    @Nullable BigDecimal initialCash,
    String configurationHash) {

  /** The class name of a strategy that is written as rules. */
  public static final String RULES = "rules";

  public StrategyDefinition {
    if (id.isBlank()) {
      throw new IllegalArgumentException("strategy.id must not be blank");
    }
    parameters = Parameters.copyOf(parameters);
    indicators = Collections.unmodifiableSortedMap(new TreeMap<>(indicators));
    initialCash = Ranges.positive("portfolio.initial_cash", initialCash);
    if (risk.atrRiskPct() != null && exits.stopLossAtr() == null) {
      throw new IllegalArgumentException(
          "risk.atr_risk_pct needs exits.stop_loss_atr: the size follows from that distance");
    }
    if (className.equals(RULES) && entry.isEmpty()) {
      throw new IllegalArgumentException(
          "entry must have a rule under long or short, as strategy.class is rules");
    }
  }

  /** A strategy whose orders are put in the usual way, and that leaves backtests as they are. */
  public StrategyDefinition(
      String id,
      String name,
      String className,
      Mode mode,
      Aggregation aggregation,
      Market market,
      SortedMap<String, Object> parameters,
      SortedMap<String, String> indicators,
      Rules entry,
      Rules exit,
      ExitPlan exits,
      PositionSizing risk,
      String configurationHash) {
    this(
        id,
        name,
        className,
        mode,
        aggregation,
        market,
        parameters,
        indicators,
        entry,
        exit,
        exits,
        risk,
        ExecutionPlan.DEFAULT,
        null,
        configurationHash);
  }

  /** Whether a strategy's signals are traded. */
  public enum Mode {
    /** Its signals are traded. */
    LIVE,
    /** Its decisions are recorded, nothing is traded. */
    SHADOW
  }

  /**
   * How the opinions of several sources become one signal.
   *
   * @param mode of weighing them
   * @param threshold the least confidence of a signal, from 0 to 1
   */
  public record Aggregation(AggregationMode mode, double threshold) {

    /** Weighted by confidence, every signal passing. */
    public static final Aggregation DEFAULT = new Aggregation(AggregationMode.WEIGHTED, 0);

    public Aggregation {
      if (!(threshold >= 0 && threshold <= 1)) {
        throw new IllegalArgumentException(
            "strategy.signal_threshold must be from 0 to 1, was " + threshold);
      }
    }
  }

  /** How opinions are weighed. */
  public enum AggregationMode {
    /** The type that most opinions ask for. */
    VOTING,
    /** The type with the most confidence, what opposes it taken off. */
    WEIGHTED,
    /** Only what all opinions ask for. */
    UNANIMOUS,
    /** The type whose mean confidence passes the threshold. */
    THRESHOLD,
    /** Majority direction, weighted strength and confidence, book bonus and solo rules. */
    CONFLUENCE
  }

  /**
   * What a strategy looks at.
   *
   * @param symbols at least one; each is decided on by itself
   * @param primaryTimeframe the timeframe whose closes are decided on
   * @param timeframes that are looked at too, each once; the primary one may be among them
   */
  public record Market(
      String exchange,
      List<Symbol> symbols,
      Timeframe primaryTimeframe,
      List<Timeframe> timeframes) {

    public Market {
      if (symbols.isEmpty()) {
        throw new IllegalArgumentException("market.symbols must not be empty");
      }
      symbols = List.copyOf(symbols);
      timeframes = timeframes.stream().distinct().toList();
    }
  }

  /**
   * Rules for each direction: all of a list must hold; an empty list never holds.
   *
   * @param longRules for long positions
   * @param shortRules for short positions
   */
  public record Rules(List<Condition> longRules, List<Condition> shortRules) {

    public static final Rules NONE = new Rules(List.of(), List.of());

    public Rules {
      longRules = List.copyOf(longRules);
      shortRules = List.copyOf(shortRules);
    }

    public boolean isEmpty() {
      return longRules.isEmpty() && shortRules.isEmpty();
    }
  }

  /** A rule, or several of which any or all must hold. */
  public sealed interface Condition {

    /**
     * One rule of the rule language.
     *
     * @param text such as {@code rsi(14) < 30}
     */
    record Rule(String text) implements Condition {}

    /** Holds when all of {@code conditions} hold. */
    record All(List<Condition> conditions) implements Condition {
      public All {
        conditions = List.copyOf(conditions);
      }
    }

    /** Holds when at least one of {@code conditions} holds. */
    record Any(List<Condition> conditions) implements Condition {
      public Any {
        conditions = List.copyOf(conditions);
      }
    }
  }

  /** The same strategy for other symbols. */
  public StrategyDefinition withSymbols(List<Symbol> symbols) {
    return with(
        new Market(market.exchange(), symbols, market.primaryTimeframe(), market.timeframes()),
        configurationHash);
  }

  /** The same strategy with the hash of its canonical form. */
  public StrategyDefinition withConfigurationHash(String hash) {
    return with(market, hash);
  }

  private StrategyDefinition with(Market newMarket, String hash) {
    return new StrategyDefinition(
        id,
        name,
        className,
        mode,
        aggregation,
        newMarket,
        parameters,
        indicators,
        entry,
        exit,
        exits,
        risk,
        execution,
        initialCash,
        hash);
  }
}
