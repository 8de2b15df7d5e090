package io.tidemark.core.backtest;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.Ids;
import io.tidemark.model.reason.DenialReason;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a backtest came to.
 *
 * @param trades in order of their exits; what was open at the end is closed at the last price
 * @param equity at each instant at which a bar closed: cash and open positions at their closes
 * @param finalCash once all is closed
 * @param bars of all instruments
 * @param incompleteBars of them, those with a known hole, on which nothing is decided
 * @param denials of signals and exits, by reason; on bars, those of signals that could mean
 *     nothing, as an exit without a position, are not among them
 */
public record BacktestResult(
    List<TradeRow> trades,
    EquityCurve equity,
    BigDecimal finalCash,
    long bars,
    long incompleteBars,
    SortedMap<DenialReason, Integer> denials) {

  public BacktestResult {
    trades = List.copyOf(trades);
    denials = Collections.unmodifiableSortedMap(new TreeMap<>(denials));
  }

  /** SHA-256 of the trades as text, a line each; equal digests mean equal trades. */
  public String tradesSha256() {
    StringBuilder text = new StringBuilder();
    for (TradeRow row : trades) {
      text.append(row.strategy())
          .append(',')
          .append(row.instrument().key())
          .append(',')
          .append(row.side())
          .append(',')
          .append(row.entryTime())
          .append(',')
          .append(row.entryPrice())
          .append(',')
          .append(row.exitTime())
          .append(',')
          .append(row.exitPrice())
          .append(',')
          .append(row.quantity())
          .append(',')
          .append(row.fee().toPlainString())
          .append(',')
          .append(row.pnl().toPlainString())
          .append(',')
          .append(row.exitReason())
          .append('\n');
    }
    return Ids.sha256(text.toString());
  }
}
