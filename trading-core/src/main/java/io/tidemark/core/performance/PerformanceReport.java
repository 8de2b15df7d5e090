package io.tidemark.core.performance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be said of how a run went.
 *
 * @param initialEquity in the quote currency
 * @param finalEquity in the quote currency
 * @param trades the figures of all rows
 * @param equity the figures of the curve
 * @param activity how much was traded
 * @param breakdown the figures of parts of the rows
 * @param calendar returns by month and year
 * @param drawdowns the deepest ones, the deepest first, at most {@link #DRAWDOWNS}
 * @param benchmark the figures of the benchmark's curve; null without one
 * @param excessReturn total return less that of the benchmark; null without one, or where either is
 *     not defined
 * @param confidence bounds by resampling; null if none were asked for
 */
public record PerformanceReport(
    double initialEquity,
    double finalEquity,
    TradeFigures trades,
    EquityRisk equity,
    TradingActivity activity,
    TradeBreakdown breakdown,
    CalendarReturns calendar,
    List<Drawdown> drawdowns,
    @Nullable EquityRisk benchmark,
    @Nullable Double excessReturn,
    @Nullable ConfidenceBounds confidence) {

  /** How many drawdowns are listed. */
  public static final int DRAWDOWNS = 10;

  /** Keeps its list from change. */
  public PerformanceReport {
    drawdowns = List.copyOf(drawdowns);
  }

  /**
   * What a run came to.
   *
   * @param rows its trades, of one quote currency
   * @param benchmark what to compare with over the same time, such as {@link BuyAndHold}; null for
   *     nothing
   * @param bootstrap how to draw the confidence bounds; null for none
   */
  public static PerformanceReport of(
      EquityCurve curve,
      List<TradeRow> rows,
      @Nullable EquityCurve benchmark,
      @Nullable Bootstrap bootstrap) {
    EquityRisk equity = EquityRisk.of(curve);
    EquityRisk compared = benchmark == null ? null : EquityRisk.of(benchmark);
    return new PerformanceReport(
        curve.initialEquity(),
        curve.finalEquity(),
        TradeFigures.of(rows),
        equity,
        TradingActivity.of(curve, rows),
        TradeBreakdown.of(rows),
        CalendarReturns.of(curve),
        curve.deepestDrawdowns(DRAWDOWNS),
        compared,
        excess(equity, compared),
        bootstrap == null ? null : bootstrap.bounds(curve, rows));
  }

  private static @Nullable Double excess(EquityRisk equity, @Nullable EquityRisk compared) {
    Double own = equity.totalReturn();
    Double other = compared == null ? null : compared.totalReturn();
    return own == null || other == null ? null : own - other;
  }
}
