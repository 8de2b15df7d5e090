package io.tidemark.core.backtest;

import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Timeframe;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest on trades runs.
 *
 * @param run part of every id; equal plans of one run have equal ids
 * @param instruments at least one, with one quote currency
 * @param timeframe of the bars that equity is noted at and trades are measured in; those that the
 *     strategies look at are built too
 * @param completeFrom from when on no trade is missing; null for the first one on. Nothing is
 *     decided on a bar that opens before
 * @param strategies at least one, of which each looks at all the instruments
 * @param rules what the venue asks of orders; an instrument without is traded at any price and
 *     quantity
 * @param initialCash of the quote currency, above 0
 * @param limits of the account
 * @param shortsAllowed whether what is not held may be sold
 * @param paper how orders are filled
 */
public record TradePlan(
    String run,
    SortedSet<InstrumentId> instruments,
    Timeframe timeframe,
    @Nullable Instant completeFrom,
    List<StrategyDefinition> strategies,
    Map<InstrumentId, InstrumentRules> rules,
    BigDecimal initialCash,
    RiskLimits limits,
    boolean shortsAllowed,
    PaperTerms paper) {

  /**
   * @throws IllegalArgumentException if something is missing, does not belong together, or is not
   *     modelled
   */
  public TradePlan {
    AccountTerms terms =
        new AccountTerms(run, instruments, strategies, rules, initialCash, limits, shortsAllowed);
    instruments = terms.instruments();
    strategies = terms.strategies();
    rules = terms.rules();
  }

  /** The currency that cash is held in. */
  public String quoteCurrency() {
    return instruments.first().symbol().quote();
  }

  /** The account without its market. */
  AccountTerms account() {
    return new AccountTerms(
        run, instruments, strategies, rules, initialCash, limits, shortsAllowed);
  }
}
