package io.tidemark.core.backtest;

import io.tidemark.core.engine.ExecutionConfiguration;
import io.tidemark.core.fill.FeeSchedule;
import io.tidemark.core.fill.FillSettings;
import io.tidemark.core.fill.SlippageModel;
import io.tidemark.core.indicator.IndicatorCatalogue;
import io.tidemark.core.portfolio.PositionStageConfiguration;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.signal.ScanStage;
import io.tidemark.core.strategy.ExecutionPlan;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyRegistry;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The account of a backtest and what trades it, whatever its market is told by. The parts are those
 * of a {@link BacktestPlan}.
 *
 * @param instruments at least one, with one quote currency
 */
record AccountTerms(
    String run,
    SortedSet<InstrumentId> instruments,
    List<StrategyDefinition> strategies,
    Map<InstrumentId, InstrumentRules> rules,
    BigDecimal initialCash,
    RiskLimits limits,
    boolean shortsAllowed) {

  static final String ACCOUNT = "backtest";

  /** No decision is ever too old. */
  static final Duration FOREVER = Duration.ofDays(36_500);

  private static final BigDecimal ANY = new BigDecimal("1e-16");

  /**
   * @throws IllegalArgumentException if something is missing, does not belong together, or is not
   *     modelled
   */
  AccountTerms {
    if (instruments.isEmpty()) {
      throw new IllegalArgumentException("data must name at least one instrument");
    }
    if (strategies.isEmpty()) {
      throw new IllegalArgumentException("strategies must not be empty");
    }
    if (initialCash.signum() <= 0) {
      throw new IllegalArgumentException(
          "portfolio.initial_cash must be above 0, was " + initialCash.toPlainString());
    }
    requireOne(
        "quote currency",
        instruments.stream().map(id -> id.symbol().quote()).collect(Collectors.toSet()));
    agreed(strategies, "execution.fee_rate", ExecutionPlan::feeRate);
    fills(strategies);
    instruments = Collections.unmodifiableSortedSet(new TreeSet<>(instruments));
    strategies = List.copyOf(strategies);
    rules = Map.copyOf(rules);
  }

  /**
   * @throws IllegalArgumentException if several were found
   */
  static void requireOne(String what, Set<?> found) {
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "the data must be of one %s, were of %s".formatted(what, new TreeSet<>(found)));
    }
  }

  /** The currency that cash is held in. */
  String quoteCurrency() {
    return instruments.first().symbol().quote();
  }

  /** What the venue asks of orders in an instrument. */
  InstrumentRules rulesOf(InstrumentId instrument) {
    InstrumentRules given = rules.get(instrument);
    BigDecimal fee = agreed(strategies, "execution.fee_rate", ExecutionPlan::feeRate);
    if (given == null) {
      BigDecimal rate = fee == null ? BacktestPlan.DEFAULT_FEE_RATE : fee;
      return new InstrumentRules(ANY, ANY, BigDecimal.ZERO, BigDecimal.ZERO, rate, rate);
    }
    return fee == null
        ? given
        : new InstrumentRules(
            given.tickSize(),
            given.quantityStep(),
            given.minimumQuantity(),
            given.minimumCost(),
            fee,
            fee);
  }

  /** What the venue asks of orders, by instrument. */
  SortedMap<InstrumentId, InstrumentRules> allRules() {
    SortedMap<InstrumentId, InstrumentRules> all = new TreeMap<>();
    instruments.forEach(instrument -> all.put(instrument, rulesOf(instrument)));
    return all;
  }

  /** The cash to begin with, by currency. */
  Map<String, BigDecimal> balances() {
    return Map.of(quoteCurrency(), initialCash);
  }

  /** The strategies by id. */
  Map<String, StrategyDefinition> strategiesById() {
    return strategies.stream()
        .collect(Collectors.toMap(StrategyDefinition::id, Function.identity()));
  }

  /** What the account's position stage is told. */
  PositionStageConfiguration positions() {
    return PositionStageConfiguration.of(
            run, ACCOUNT, balances(), limits, strategiesById(), allRules())
        .withShorts(shortsAllowed)
        .lending();
  }

  /** What the account's execution stage is told: nothing here is ever late. */
  ExecutionConfiguration execution() {
    return new ExecutionConfiguration(run, ACCOUNT, allRules(), FOREVER, FOREVER, FOREVER);
  }

  /**
   * The scan of an instrument, by the strategies that look at it.
   *
   * @throws IllegalArgumentException if a strategy cannot be made
   */
  ScanStage scan(InstrumentId instrument, StrategyRegistry registry) {
    List<StrategyDefinition> fitting =
        strategies.stream()
            .filter(
                one ->
                    one.market().exchange().equals(instrument.exchange())
                        && one.market().symbols().contains(instrument.symbol()))
            .toList();
    return new ScanStage(run, instrument, fitting, registry, IndicatorCatalogue.standard());
  }

  /**
   * What the strategies say of something that is the account's, so that those that share one must
   * agree on it; null if they leave it open.
   *
   * @throws IllegalArgumentException if they do not agree
   */
  static @Nullable BigDecimal agreed(
      List<StrategyDefinition> strategies,
      String key,
      Function<ExecutionPlan, @Nullable BigDecimal> value) {
    BigDecimal first = value.apply(strategies.getFirst().execution());
    for (StrategyDefinition strategy : strategies) {
      BigDecimal other = value.apply(strategy.execution());
      boolean same =
          first == null || other == null
              ? Objects.equals(first, other)
              : first.compareTo(other) == 0;
      if (!same) {
        throw new IllegalArgumentException(
            "%s must be the same for all strategies of an account, was %s of %s and %s of %s"
                .formatted(key, first, strategies.getFirst().id(), other, strategy.id()));
      }
    }
    return first;
  }

  /** What is assumed of fills, as far as strategies say; they must agree. */
  static FillSettings fills(List<StrategyDefinition> strategies) {
    BigDecimal participation =
        agreed(strategies, "execution.participation_pct", ExecutionPlan::participationPct);
    return new FillSettings(
        SlippageModel.book(slippageBps(strategies)),
        participation == null ? null : participation.movePointLeft(2),
        FeeSchedule.OF_INSTRUMENT);
  }

  /** Hundredths of a percent by which market orders fill worse, as far as strategies say. */
  static BigDecimal slippageBps(List<StrategyDefinition> strategies) {
    BigDecimal given = agreed(strategies, "execution.slippage_bps", ExecutionPlan::slippageBps);
    return given == null ? BigDecimal.ZERO : given;
  }
}
