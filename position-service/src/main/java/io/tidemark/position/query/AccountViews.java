package io.tidemark.position.query;

import io.tidemark.core.portfolio.AllowedEntry;
import io.tidemark.core.risk.ActiveCooldowns.ActiveCooldown;
import io.tidemark.core.risk.LimitUse;
import io.tidemark.core.risk.RiskState;
import io.tidemark.core.risk.TradeRecord;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.TradingState;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
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
   * @param day the UTC day that is under way for the account; null before its first input
   * @param equity by currency, against what the loss limits measure it by
   * @param trades of closed positions by strategy and currency; those of the account first
   * @param reducedBy the loss limit that reduces by itself; null if none does
   * @param pausedInstruments {@code exchange|symbol} of those in which nothing is entered
   * @param sizeScale by which the operator has the size of every entry multiplied, 1 for none
   * @param allowedNext the entry that may pass a pause; null for none
   * @param limits each that is configured, with its use: the account's, then each strategy's
   * @param cooldowns what is not entered for a while, the first to end first
   */
  record Risk(
      String account,
      String run,
      TradingState state,
      String reason,
      List<Balance> balances,
      long openPositions,
      @Nullable BigDecimal realisedPnl,
      @Nullable BigDecimal fees,
      @Nullable LocalDate day,
      List<EquityStanding> equity,
      List<TradeHistory> trades,
      @Nullable DenialReason reducedBy,
      List<String> pausedInstruments,
      BigDecimal sizeScale,
      @Nullable AllowedNext allowedNext,
      List<LimitUse> limits,
      List<HeldBack> cooldowns) {}

  /**
   * An entry that may pass a pause.
   *
   * @param exchange of the instrument that it is for; null for any
   * @param symbol likewise
   * @param until when it lapses, in market time
   */
  record AllowedNext(
      UUID commandId, @Nullable String exchange, @Nullable String symbol, Instant until) {

    static AllowedNext of(AllowedEntry entry) {
      InstrumentId instrument = entry.instrument();
      return new AllowedNext(
          entry.commandId(),
          instrument == null ? null : instrument.exchange(),
          instrument == null ? null : instrument.symbol().toString(),
          entry.until());
    }
  }

  /**
   * What is not entered for a while after an exit.
   *
   * @param reason {@code COOLDOWN} or {@code SETUP_COOLDOWN}
   * @param strategy whose entries are held back; null for all
   * @param side which of its entries; null for both
   */
  record HeldBack(
      String exchange,
      String symbol,
      DenialReason reason,
      @Nullable String strategy,
      @Nullable PositionSide side,
      Instant exitedAt,
      Instant until) {

    static HeldBack of(ActiveCooldown cooldown) {
      return new HeldBack(
          cooldown.instrument().exchange(),
          cooldown.instrument().symbol().toString(),
          cooldown.reason(),
          cooldown.strategy(),
          cooldown.side(),
          cooldown.exitedAt(),
          cooldown.until());
    }
  }

  /**
   * Equity in one currency.
   *
   * @param equity as it was last noted; null before that
   * @param dayStart when the UTC day began
   * @param peak the highest
   * @param dayLoss what the day has lost, below 0 for a gain; null without {@code equity}
   * @param drawdown from the peak, 0 or above; likewise
   */
  record EquityStanding(
      String currency,
      @Nullable BigDecimal equity,
      BigDecimal dayStart,
      BigDecimal peak,
      @Nullable BigDecimal dayLoss,
      @Nullable BigDecimal drawdown) {

    static EquityStanding of(RiskState.EquityMark mark, @Nullable BigDecimal equity) {
      BigDecimal dayStart = mark.dayStart().amount();
      BigDecimal peak = mark.peak().amount();
      return new EquityStanding(
          mark.peak().currency(),
          equity,
          dayStart,
          peak,
          equity == null ? null : dayStart.subtract(equity),
          equity == null ? null : peak.subtract(equity).max(BigDecimal.ZERO));
    }
  }

  /**
   * What the guards know of closed positions.
   *
   * @param strategy empty for the account
   * @param lossStreak how many lost since one won
   */
  record TradeHistory(
      String strategy,
      String currency,
      int trades,
      int winners,
      BigDecimal won,
      BigDecimal lost,
      int lossStreak,
      @Nullable Instant lastLossAt) {

    static TradeHistory of(TradeRecord record) {
      return new TradeHistory(
          record.strategy(),
          record.won().currency(),
          record.trades(),
          record.winners(),
          record.won().amount(),
          record.lost().amount(),
          record.lossStreak(),
          record.lastLossAt());
    }
  }

  /** When a position of a strategy in one direction was last closed. */
  record Cooldown(
      String exchange, String symbol, String strategy, PositionSide side, Instant exitedAt) {}

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

  /**
   * Figures of closed positions by quote currency.
   *
   * @param run whose
   * @param strategies of a strategy in an instrument
   * @param byStrategy in all of its instruments
   * @param byInstrument of all strategies
   * @param total of all
   */
  record PerformanceReport(
      String run,
      List<Performance> strategies,
      List<Performance> byStrategy,
      List<Performance> byInstrument,
      List<Performance> total) {}

  /**
   * Figures of closed positions in one quote currency; see {@code docs/risk.md}.
   *
   * @param strategy empty for all, like {@code exchange} and {@code symbol}
   */
  record Performance(
      String strategy,
      String exchange,
      String symbol,
      String currency,
      int totalTrades,
      int winningTrades,
      int losingTrades,
      BigDecimal winRate,
      BigDecimal averageProfit,
      BigDecimal averageLoss,
      @Nullable BigDecimal profitFactor,
      BigDecimal expectancy,
      @Nullable BigDecimal bestTrade,
      @Nullable BigDecimal worstTrade,
      int longestWinStreak,
      int longestLossStreak,
      BigDecimal maxDrawdown,
      BigDecimal totalPnl,
      @Nullable Double sharpeRatio,
      @Nullable Double sortinoRatio,
      double maxDrawdownPct,
      @Nullable Double totalReturnPct,
      @Nullable Double cagrPct,
      int days,
      Instant updatedAt) {}
}
