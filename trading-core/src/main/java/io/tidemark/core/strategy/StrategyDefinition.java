package io.tidemark.core.strategy;

import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
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
 * @param parameters of the built-in or class; empty for {@code rules}
 * @param indicators named indicators that rules may use by name, such as {@code rsi} to {@code
 *     rsi(14)}
 * @param entry the rules that open a position
 * @param exit the rules that close one
 * @param exits prices at which a position is closed
 * @param risk how much is put into one position
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
    String configurationHash) {

  /** The class name of a strategy that is written as rules. */
  public static final String RULES = "rules";

  public StrategyDefinition {
    if (id.isBlank()) {
      throw new IllegalArgumentException("strategy.id must not be blank");
    }
    parameters = new TreeMap<>(parameters);
    indicators = new TreeMap<>(indicators);
    if (className.equals(RULES) && entry.isEmpty()) {
      throw new IllegalArgumentException(
          "entry must have a rule under long or short, as strategy.class is rules");
    }
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
    /** The type with the most confidence, its mean weighed by confidence. */
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
   * @param timeframes further timeframes that rules refer to
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
      timeframes = List.copyOf(timeframes);
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

  /**
   * Prices at which a position is closed, in percent of its average entry price.
   *
   * @param stopLossPct above 0; null for no stop
   * @param takeProfitPct above 0; null for no target
   */
  public record ExitPlan(@Nullable BigDecimal stopLossPct, @Nullable BigDecimal takeProfitPct) {

    public static final ExitPlan NONE = new ExitPlan(null, null);

    public ExitPlan {
      requirePositive("exits.stop_loss_pct", stopLossPct);
      requirePositive("exits.take_profit_pct", takeProfitPct);
      if (stopLossPct != null && stopLossPct.compareTo(BigDecimal.valueOf(100)) >= 0) {
        throw new IllegalArgumentException(
            "exits.stop_loss_pct must be below 100, was " + stopLossPct.toPlainString());
      }
    }
  }

  /**
   * How much is put into one position. One of the two is given; without either, 2 % of equity.
   *
   * @param positionSizePct percent of equity, in (0, 100]; null if the size is an amount
   * @param positionSizeQuote amount of the quote currency, above 0; null if it is a percentage
   * @param maxPositions of this strategy at once, 1 or above; null for no limit of its own
   */
  public record PositionSizing(
      @Nullable BigDecimal positionSizePct,
      @Nullable BigDecimal positionSizeQuote,
      @Nullable Integer maxPositions) {

    public static final BigDecimal DEFAULT_PCT = BigDecimal.valueOf(2);

    public PositionSizing {
      requirePositive("risk.position_size_pct", positionSizePct);
      requirePositive("risk.position_size_usd", positionSizeQuote);
      if (positionSizePct != null && positionSizePct.compareTo(BigDecimal.valueOf(100)) > 0) {
        throw new IllegalArgumentException(
            "risk.position_size_pct must be at most 100, was " + positionSizePct.toPlainString());
      }
      if (positionSizePct != null && positionSizeQuote != null) {
        throw new IllegalArgumentException(
            "risk must have position_size_pct or position_size_usd, not both");
      }
      if (positionSizePct == null && positionSizeQuote == null) {
        positionSizePct = DEFAULT_PCT;
      }
      if (maxPositions != null && maxPositions < 1) {
        throw new IllegalArgumentException(
            "risk.max_positions must be 1 or above, was " + maxPositions);
      }
    }
  }

  private static void requirePositive(String field, @Nullable BigDecimal value) {
    if (value != null && value.signum() <= 0) {
      throw new IllegalArgumentException(field + " must be above 0, was " + value.toPlainString());
    }
  }

  /** The same strategy for other symbols. */
  public StrategyDefinition withSymbols(List<Symbol> symbols) {
    return new StrategyDefinition(
        id,
        name,
        className,
        mode,
        aggregation,
        new Market(market.exchange(), symbols, market.primaryTimeframe(), market.timeframes()),
        parameters,
        indicators,
        entry,
        exit,
        exits,
        risk,
        configurationHash);
  }
}
