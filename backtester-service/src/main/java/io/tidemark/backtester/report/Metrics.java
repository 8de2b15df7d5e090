package io.tidemark.backtester.report;

import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeFigures;
import io.tidemark.core.performance.TradeStatistics;
import io.tidemark.core.performance.TradingActivity;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Figures by the names they have in reports; null where one is not defined. */
final class Metrics {

  private static final double MILLIS = 1000;

  private Metrics() {}

  /** The figures of a run. */
  static Map<String, @Nullable Object> of(PerformanceReport report) {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    metrics.put("initialEquity", report.initialEquity());
    metrics.put("finalEquity", report.finalEquity());
    metrics.putAll(of(report.trades()));
    metrics.putAll(of(report.equity()));
    metrics.putAll(of(report.activity()));
    metrics.put("excessReturn", report.excessReturn());
    return metrics;
  }

  /** The figures of each part of a breakdown. */
  static Map<String, Map<String, @Nullable Object>> of(SortedMap<String, TradeFigures> parts) {
    Map<String, Map<String, @Nullable Object>> metrics = new LinkedHashMap<>();
    parts.forEach((name, figures) -> metrics.put(name, of(figures)));
    return metrics;
  }

  /** The figures of trades. */
  static Map<String, @Nullable Object> of(TradeFigures figures) {
    TradeStatistics results = figures.results();
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    metrics.put("totalTrades", results.totalTrades());
    metrics.put("winningTrades", results.winningTrades());
    metrics.put("losingTrades", results.losingTrades());
    metrics.put("positions", figures.positions());
    metrics.put("winRate", results.winRate());
    metrics.put("profitFactor", results.profitFactor());
    metrics.put("totalPnl", results.totalPnl());
    metrics.put("grossPnl", figures.grossPnl());
    metrics.put("totalFees", figures.totalFees());
    metrics.put("totalBorrowCost", figures.totalBorrowCost());
    metrics.put("averageProfit", results.averageProfit());
    metrics.put("averageLoss", results.averageLoss());
    metrics.put("payoffRatio", figures.payoffRatio());
    metrics.put("expectancy", results.expectancy());
    metrics.put("sqn", figures.sqn());
    metrics.put("averageReturn", figures.averageReturn());
    metrics.put("bestTrade", results.bestTrade());
    metrics.put("worstTrade", results.worstTrade());
    metrics.put("longestWinStreak", results.longestWinStreak());
    metrics.put("longestLossStreak", results.longestLossStreak());
    metrics.put("averageDurationSeconds", seconds(figures.averageDuration()));
    metrics.put("averageBarsHeld", figures.averageBars());
    metrics.put("averageMaxFavourable", figures.averageMaxFavourable());
    metrics.put("averageMaxAdverse", figures.averageMaxAdverse());
    return metrics;
  }

  /** The figures of a curve. */
  static Map<String, @Nullable Object> of(EquityRisk risk) {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    metrics.put("totalReturn", risk.totalReturn());
    metrics.put("cagr", risk.cagr());
    metrics.put("volatility", risk.volatility());
    metrics.put("sharpe", risk.sharpe());
    metrics.put("sortino", risk.sortino());
    metrics.put("calmar", risk.calmar());
    metrics.put("omega", risk.omega());
    metrics.put("ulcerIndex", risk.ulcerIndex());
    metrics.put("maxDrawdown", risk.maxDrawdown());
    metrics.put("longestDrawdownSeconds", seconds(risk.longestDrawdown()));
    metrics.put("days", risk.days());
    metrics.put("bestDay", risk.bestDay());
    metrics.put("worstDay", risk.worstDay());
    metrics.put("positiveDays", risk.positiveDays());
    return metrics;
  }

  private static Map<String, @Nullable Object> of(TradingActivity activity) {
    Map<String, @Nullable Object> metrics = new LinkedHashMap<>();
    metrics.put("exposure", activity.exposure());
    metrics.put("tradedNotional", activity.tradedNotional());
    metrics.put("turnover", activity.turnover());
    metrics.put("turnoverPerYear", activity.turnoverPerYear());
    metrics.put("tradesPerDay", activity.tradesPerDay());
    metrics.put("feeRate", activity.feeRate());
    return metrics;
  }

  private static double seconds(Duration duration) {
    return duration.toMillis() / MILLIS;
  }
}
