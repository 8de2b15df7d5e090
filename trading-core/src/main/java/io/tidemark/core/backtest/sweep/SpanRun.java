package io.tidemark.core.backtest.sweep;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.TradeRow;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a run over a part of a history came to.
 *
 * @param trades in order of their exits; what was open at the end is closed at the last close
 * @param equity from the beginning of the part, at each instant of it at which a bar closed
 * @param initialCash what it began with
 * @param finalCash once all is closed
 */
public record SpanRun(
    List<TradeRow> trades, EquityCurve equity, BigDecimal initialCash, BigDecimal finalCash) {

  public SpanRun {
    trades = List.copyOf(trades);
  }

  /** What is kept of it where it is one of many. */
  public TrialOutcome outcome() {
    return TrialOutcome.of(equity, trades, finalCash.subtract(initialCash));
  }
}
