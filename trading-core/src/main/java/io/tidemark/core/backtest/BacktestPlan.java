package io.tidemark.core.backtest;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a backtest on bars runs.
 *
 * @param run part of every id; equal plans of one run have equal ids
 * @param data bars by instrument, all of one timeframe and with one quote currency; at least one
 * @param strategies at least one, of which each looks at all the instruments
 * @param rules what the venue asks of orders; an instrument without is traded at any price and
 *     quantity
 * @param initialCash of the quote currency, above 0
 * @param limits of the account
 * @param shortsAllowed whether what is not held may be sold
 */
public record BacktestPlan(
    String run,
    SortedMap<InstrumentId, BarColumns> data,
    List<StrategyDefinition> strategies,
    Map<InstrumentId, InstrumentRules> rules,
    BigDecimal initialCash,
    RiskLimits limits,
    boolean shortsAllowed) {

  /** What a backtest starts with unless it is told: of the quote currency. */
  public static final BigDecimal DEFAULT_CASH = BigDecimal.valueOf(10_000);

  /** The taker's rate of a venue that tells none. */
  public static final BigDecimal DEFAULT_FEE_RATE = new BigDecimal("0.0026");

  /** Limits that leave all to the strategies. */
  public static final RiskLimits NO_LIMITS =
      new RiskLimits(Integer.MAX_VALUE, BigDecimal.valueOf(100));

  /**
   * @throws IllegalArgumentException if something is missing, does not belong together, or is not
   *     modelled on bars
   */
  public BacktestPlan {
    AccountTerms terms =
        new AccountTerms(
            run,
            new TreeSet<>(data.keySet()),
            strategies,
            rules,
            initialCash,
            limits,
            shortsAllowed);
    AccountTerms.requireOne(
        "timeframe", data.values().stream().map(BarColumns::timeframe).collect(Collectors.toSet()));
    data = Collections.unmodifiableSortedMap(new TreeMap<>(data));
    strategies = terms.strategies();
    rules = terms.rules();
  }

  /** The timeframe of the bars. */
  public Timeframe timeframe() {
    return data.values().iterator().next().timeframe();
  }

  /** The currency that cash is held in. */
  public String quoteCurrency() {
    return data.firstKey().symbol().quote();
  }

  /** The account without its market. */
  AccountTerms account() {
    return new AccountTerms(
        run, new TreeSet<>(data.keySet()), strategies, rules, initialCash, limits, shortsAllowed);
  }
}
