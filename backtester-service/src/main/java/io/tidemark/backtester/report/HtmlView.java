package io.tidemark.backtester.report;

import io.tidemark.core.performance.CalendarReturns;
import io.tidemark.core.performance.Drawdown;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the page's script reads. Times are epoch milliseconds; what there is much of comes as
 * columns and rows without names.
 *
 * @param tradesTotal of which {@code trades} are the first
 * @param months year, month and return, in order
 * @param years year and return, in order
 * @param drawdowns peak, trough, recovery or null, depth, in order of depth
 */
record HtmlView(
    RunDescription run,
    String exchange,
    long from,
    long to,
    Map<String, String> parameters,
    List<SymbolView> symbols,
    List<TradeView> trades,
    int tradesTotal,
    EquityPoints equity,
    List<List<@Nullable Object>> months,
    List<List<@Nullable Object>> years,
    List<List<@Nullable Object>> drawdowns,
    Map<String, @Nullable Object> metrics,
    @Nullable Map<String, @Nullable Object> benchmark,
    @Nullable Object confidence,
    Map<String, Map<String, Map<String, @Nullable Object>>> breakdown) {

  /** Candles of all symbols together. */
  static final int CANDLES = 12_000;

  /** Candles that a symbol may have however many symbols there are. */
  static final int CANDLES_OF_EACH = 1_000;

  /** Points of the equity curve, about. */
  static final int POINTS = 3_000;

  /** Rows of the trade table. */
  static final int TRADES = 5_000;

  static HtmlView of(ReportData data) {
    PerformanceReport performance = data.performance();
    int bound = Math.max(CANDLES / data.symbols().size(), CANDLES_OF_EACH);
    EquityRisk benchmark = performance.benchmark();
    return new HtmlView(
        withoutSpeed(data.run()),
        String.join(
            ", ",
            data.symbols().stream().map(each -> each.instrument().exchange()).distinct().toList()),
        data.run().from().toEpochMilli(),
        data.run().to().toEpochMilli(),
        data.parameters(),
        data.symbols().stream().map(symbol -> SymbolView.of(symbol, bound)).toList(),
        trades(data),
        data.trades().size(),
        EquityPoints.of(data.equity(), data.benchmark(), POINTS),
        months(performance.calendar()),
        performance.calendar().years().stream()
            .map(each -> cells(each.year(), each.value()))
            .toList(),
        performance.drawdowns().stream().map(HtmlView::drawdown).toList(),
        Metrics.of(performance),
        benchmark == null ? null : Metrics.of(benchmark),
        performance.confidence(),
        breakdown(performance));
  }

  private static RunDescription withoutSpeed(RunDescription run) {
    return new RunDescription(
        run.title(),
        run.strategy(),
        run.timeframe(),
        run.currency(),
        run.from(),
        run.to(),
        run.bars(),
        run.inputSha256(),
        run.tradesSha256(),
        run.configurationSha256(),
        null);
  }

  private static List<TradeView> trades(ReportData data) {
    List<TradeView> views = new ArrayList<>();
    List<SymbolData> symbols = data.symbols();
    for (TradeRow row : data.trades().subList(0, Math.min(TRADES, data.trades().size()))) {
      int symbol = -1;
      for (int i = 0; i < symbols.size(); i++) {
        symbol = symbols.get(i).instrument().equals(row.instrument()) ? i : symbol;
      }
      if (symbol < 0) {
        throw new IllegalArgumentException(
            "a trade is of %s, of which there are no bars".formatted(row.instrument()));
      }
      views.add(TradeView.of(row, symbol));
    }
    return views;
  }

  private static List<List<@Nullable Object>> months(CalendarReturns calendar) {
    return calendar.months().stream()
        .map(each -> cells(each.month().getYear(), each.month().getMonthValue(), each.value()))
        .toList();
  }

  private static List<@Nullable Object> drawdown(Drawdown drawdown) {
    Instant recovered = drawdown.recoveredAt();
    return cells(
        drawdown.peakAt().toEpochMilli(),
        drawdown.troughAt().toEpochMilli(),
        recovered == null ? null : recovered.toEpochMilli(),
        drawdown.depth(),
        drawdown.length().toMillis());
  }

  private static List<@Nullable Object> cells(@Nullable Object... cells) {
    return new ArrayList<>(Arrays.asList(cells));
  }

  private static Map<String, Map<String, Map<String, @Nullable Object>>> breakdown(
      PerformanceReport performance) {
    Map<String, Map<String, Map<String, @Nullable Object>>> all = new LinkedHashMap<>();
    all.put("Exit reason", Metrics.of(performance.breakdown().byExitReason()));
    all.put("Strategy", Metrics.of(performance.breakdown().byStrategy()));
    all.put("Symbol", Metrics.of(performance.breakdown().bySymbol()));
    return all;
  }

  /**
   * One symbol.
   *
   * @param timeframe of its bars
   * @param shown that of the candles
   */
  record SymbolView(
      String name,
      String timeframe,
      String shown,
      BarColumns bars,
      List<IndicatorView> indicators,
      CompletenessView completeness) {

    static SymbolView of(SymbolData symbol, int bound) {
      Candles candles = Candles.of(symbol, bound);
      String name = symbol.instrument().symbol().toString();
      return new SymbolView(
          name,
          symbol.timeframe().code(),
          candles.timeframe().code(),
          candles.bars(),
          candles.indicators().stream().map(IndicatorView::of).toList(),
          CompletenessView.of(name, symbol.completeness()));
    }
  }

  /**
   * An indicator.
   *
   * @param values to seven digits; null while it warms up
   */
  record IndicatorView(String name, String pane, List<@Nullable Float> values) {

    static IndicatorView of(IndicatorColumn indicator) {
      List<@Nullable Float> values = new ArrayList<>();
      for (double value : indicator.values()) {
        values.add(Double.isFinite(value) ? (float) value : null);
      }
      return new IndicatorView(indicator.name(), indicator.pane(), values);
    }
  }

  /**
   * A trade.
   *
   * @param symbol index into the symbols
   */
  record TradeView(
      int symbol,
      String strategy,
      String side,
      long entryTime,
      double entryPrice,
      long exitTime,
      double exitPrice,
      String quantity,
      String fee,
      String borrowCost,
      double pnl,
      double returnOnEntry,
      String exitReason,
      int bars,
      @Nullable Double maxFavourable,
      @Nullable Double maxAdverse,
      String entryCause,
      String exitCause,
      @Nullable UUID entryDecision,
      @Nullable UUID exitDecision) {

    static TradeView of(TradeRow row, int symbol) {
      return new TradeView(
          symbol,
          row.strategy(),
          row.side().name(),
          row.entryTime().toEpochMilli(),
          row.entryPrice().toDouble(),
          row.exitTime().toEpochMilli(),
          row.exitPrice().toDouble(),
          row.quantity().toString(),
          row.fee().toPlainString(),
          row.borrowCost().toPlainString(),
          row.pnl().doubleValue(),
          row.returnOnEntry(),
          row.exitReason().name(),
          row.bars(),
          row.maxFavourable() == null ? null : row.maxFavourable().doubleValue(),
          row.maxAdverse() == null ? null : row.maxAdverse().doubleValue(),
          row.causes().entry(),
          row.causes().exit(),
          row.causes().entryDecision(),
          row.causes().exitDecision());
    }
  }
}
