package io.tidemark.position.query;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.tidemark.model.TradingState;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.position.stage.Performance;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What is told of an account. */
final class AccountViews {

  private AccountViews() {}

  /**
   * The risk state.
   *
   * @param reason why it is in its state, in words
   * @param openPositions that are open, opening or closing
   * @param realisedPnl of all balances; null if they are of several currencies
   * @param fees likewise
   */
  record Risk(
      String account,
      String run,
      TradingState state,
      String reason,
      List<Balance> balances,
      long openPositions,
      @Nullable BigDecimal realisedPnl,
      @Nullable BigDecimal fees) {}

  /**
   * One quote currency.
   *
   * @param total cash, what is reserved included
   * @param reserved for entries that are out, and held back by what is short
   */
  record Balance(
      String currency,
      BigDecimal total,
      BigDecimal reserved,
      BigDecimal free,
      BigDecimal realisedPnl,
      BigDecimal fees) {}

  /** A signal or command that led to no order. */
  record Denial(
      UUID denialId,
      String exchange,
      String symbol,
      String strategy,
      UUID causeId,
      DenialReason reason,
      JsonNode context,
      Instant eventTime) {}

  /** Cash plus what was held at its last price. */
  record EquityPoint(Instant eventTime, String currency, BigDecimal equity, BigDecimal cash) {}

  /** The results of closed positions, in parts and in all. */
  record PerformanceReport(List<StrategyPerformance> strategies, List<TotalPerformance> total) {}

  /** Those of a strategy in an instrument. */
  record StrategyPerformance(
      String strategy,
      String exchange,
      String symbol,
      String currency,
      @JsonUnwrapped Performance figures) {}

  /** Those in a quote currency. */
  record TotalPerformance(String currency, @JsonUnwrapped Performance figures) {}
}
