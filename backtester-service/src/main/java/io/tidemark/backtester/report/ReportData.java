package io.tidemark.backtester.report;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeRow;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that a report tells.
 *
 * @param parameters what the strategy was run with, in the order to show them in
 * @param symbols at least one, in the order to show them in
 * @param trades by entry
 * @param equity at every bar's close
 * @param benchmark what it is compared with; null for nothing
 * @param performance the figures of these trades and this equity
 */
public record ReportData(
    RunDescription run,
    Map<String, String> parameters,
    List<SymbolData> symbols,
    List<TradeRow> trades,
    EquityCurve equity,
    @Nullable EquityCurve benchmark,
    PerformanceReport performance) {

  /**
   * @throws IllegalArgumentException if there is no symbol
   */
  public ReportData {
    if (symbols.isEmpty()) {
      throw new IllegalArgumentException("symbols must not be empty");
    }
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    symbols = List.copyOf(symbols);
    trades = List.copyOf(trades);
  }
}
