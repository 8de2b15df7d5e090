package io.tidemark.core.backtest.sweep;

import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.MarketExposure;
import io.tidemark.core.performance.TradeFigures;
import io.tidemark.core.performance.TradeRow;
import java.math.BigDecimal;
import java.util.List;

/** What is kept of a run that is one of many: its figures, and one return a UTC day. Immutable. */
public final class TrialOutcome {

  private final TrialFigures figures;
  private final double[] dailyReturns;

  /**
   * @param dailyReturns as {@link EquityCurve#dailyReturns()} gives them; copied
   */
  public TrialOutcome(TrialFigures figures, double[] dailyReturns) {
    this.figures = figures;
    this.dailyReturns = dailyReturns.clone();
  }

  /**
   * Of a run.
   *
   * @param curve its equity, closed positions and open ones
   * @param rows its trades
   * @param netProfit what the cash has grown by, in the quote currency
   */
  public static TrialOutcome of(EquityCurve curve, List<TradeRow> rows, BigDecimal netProfit) {
    EquityRisk equity = EquityRisk.of(curve);
    TradeFigures trades = TradeFigures.of(rows);
    return new TrialOutcome(
        new TrialFigures(
            netProfit,
            equity.cagr(),
            equity.maxDrawdown(),
            equity.sharpe(),
            equity.sortino(),
            equity.calmar(),
            equity.omega(),
            trades.results().profitFactor(),
            trades.results().expectancy(),
            trades.sqn(),
            trades.results().winRate().doubleValue(),
            MarketExposure.of(
                rows.stream().map(TradeRow::result).toList(), curve.start(), curve.end()),
            trades.results().totalTrades()),
        curve.dailyReturns());
  }

  public TrialFigures figures() {
    return figures;
  }

  /** One a UTC day, in order; a copy. */
  public double[] dailyReturns() {
    return dailyReturns.clone();
  }
}
