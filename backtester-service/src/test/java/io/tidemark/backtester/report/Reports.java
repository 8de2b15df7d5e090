package io.tidemark.backtester.report;

import io.tidemark.backtester.report.DataCompleteness.Gap;
import io.tidemark.core.performance.Bootstrap;
import io.tidemark.core.performance.BuyAndHold;
import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeCauses;
import io.tidemark.core.performance.TradeRow;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.PositionSide;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.ExitReason;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/** Data for reports: prices that walk at random from a seed, and trades at some of their bars. */
final class Reports {

  static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

  private static final double CASH = 10_000;
  private static final double FEE_RATE = 0.0026;

  private Reports() {}

  /** A run over bars of a minute. */
  static ReportData of(int bars, String strategy, String... symbols) {
    List<SymbolData> data = new ArrayList<>();
    List<TradeRow> trades = new ArrayList<>();
    for (String symbol : symbols) {
      SymbolData one = symbol(symbol, bars, 7 + data.size());
      data.add(one);
      trades.addAll(trades(one, strategy));
    }
    EquityCurve equity = equity(data.getFirst().bars(), trades);
    EquityCurve benchmark =
        BuyAndHold.of(CASH, FEE_RATE, data.stream().map(Reports::holding).toList());
    return new ReportData(
        run(strategy, bars * symbols.length, bars),
        parameters(),
        data,
        trades,
        equity,
        benchmark,
        PerformanceReport.of(equity, trades, benchmark, new Bootstrap(1, 200, 0.95, null)));
  }

  private static RunDescription run(String strategy, long bars, int minutes) {
    return new RunDescription(
        "Backtest of " + strategy,
        strategy,
        Timeframe.M1,
        "USD",
        START,
        START.plus(Duration.ofMinutes(minutes)),
        bars,
        "a".repeat(64),
        "b".repeat(64),
        "c".repeat(64),
        null);
  }

  private static Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("rsi", "14");
    parameters.put("entry.long", "rsi(14) < 30 and close crosses_above ema(50)@5m");
    parameters.put("exits.stop_loss_pct", "1.5");
    return parameters;
  }

  static SymbolData symbol(String symbol, int size, long seed) {
    Random random = new Random(seed);
    long[] openTimes = new long[size];
    double[] open = new double[size];
    double[] high = new double[size];
    double[] low = new double[size];
    double[] close = new double[size];
    double[] volume = new double[size];
    double[] average = new double[size];
    double[] oscillator = new double[size];
    double last = 30_000;
    for (int i = 0; i < size; i++) {
      openTimes[i] = START.toEpochMilli() + 60_000L * i;
      open[i] = last;
      close[i] = cents(last * Math.exp(0.0006 * random.nextGaussian()));
      high[i] = cents(Math.max(last, close[i]) * (1 + 0.0003 * random.nextDouble()));
      low[i] = cents(Math.min(last, close[i]) * (1 - 0.0003 * random.nextDouble()));
      volume[i] = cents(10 * random.nextDouble());
      average[i] = i < 20 ? Double.NaN : (close[i] + close[i - 20]) / 2;
      oscillator[i] = i < 14 ? Double.NaN : 50 + 50 * Math.sin(i / 40.0);
      last = close[i];
    }
    BarColumns bars = new BarColumns(openTimes, open, high, low, close, volume);
    return new SymbolData(
        InstrumentId.of("kraken", symbol),
        Timeframe.M1,
        bars,
        List.of(
            new IndicatorColumn("ema(20)", "", average),
            new IndicatorColumn("rsi(14)", "rsi(14)", oscillator)),
        new DataCompleteness(
            size + 5,
            size,
            2,
            1,
            0,
            List.of(new Gap(START.plusSeconds(600), START.plusSeconds(900), 5))));
  }

  private static List<TradeRow> trades(SymbolData symbol, String strategy) {
    List<TradeRow> trades = new ArrayList<>();
    BarColumns bars = symbol.bars();
    ExitReason[] reasons = {ExitReason.TAKE_PROFIT, ExitReason.STOP_LOSS, ExitReason.SIGNAL};
    for (int entry = 30; entry + 90 < bars.size(); entry += 240) {
      int exit = entry + 60 + trades.size() % 29;
      PositionSide side = trades.size() % 3 == 0 ? PositionSide.SHORT : PositionSide.LONG;
      trades.add(
          trade(symbol, strategy, entry, exit, side, reasons[trades.size() % reasons.length]));
    }
    return trades;
  }

  private static TradeRow trade(
      SymbolData symbol,
      String strategy,
      int entry,
      int exit,
      PositionSide side,
      ExitReason reason) {
    BarColumns bars = symbol.bars();
    Price entered = new Price(BigDecimal.valueOf(bars.open()[entry]));
    Price left = new Price(BigDecimal.valueOf(bars.open()[exit]));
    Quantity quantity = Quantity.of("0.05");
    BigDecimal rise = left.times(quantity).subtract(entered.times(quantity));
    BigDecimal gross = side == PositionSide.LONG ? rise : rise.negate();
    BigDecimal fee =
        entered
            .times(quantity)
            .add(left.times(quantity))
            .multiply(new BigDecimal("0.0001"))
            .setScale(8, RoundingMode.HALF_EVEN);
    return new TradeRow(
        UUID.nameUUIDFromBytes(
            (symbol.instrument().key() + entry).getBytes(StandardCharsets.UTF_8)),
        strategy,
        symbol.instrument(),
        side,
        Instant.ofEpochMilli(bars.openTimes()[entry]),
        entered,
        Instant.ofEpochMilli(bars.openTimes()[exit]),
        left,
        quantity,
        fee,
        BigDecimal.ZERO,
        gross.subtract(fee),
        reason,
        exit - entry,
        new BigDecimal("0.004"),
        new BigDecimal("0.002"),
        new TradeCauses("rsi(14) 28.31 < 30", "", UUID.nameUUIDFromBytes(new byte[] {1}), null));
  }

  /** What was there at the start and what the trades brought, in cash alone. */
  private static EquityCurve equity(BarColumns bars, List<TradeRow> trades) {
    Map<Long, Double> results = new LinkedHashMap<>();
    trades.forEach(
        row -> results.merge(row.exitTime().toEpochMilli(), row.pnl().doubleValue(), Double::sum));
    long[] times = new long[bars.size()];
    double[] equity = new double[bars.size()];
    double sum = CASH;
    for (int i = 0; i < equity.length; i++) {
      sum += results.getOrDefault(bars.openTimes()[i], 0.0);
      times[i] = bars.openTimes()[i] + 60_000;
      equity[i] = sum;
    }
    return EquityCurve.ofBarCloses(START, CASH, times, equity);
  }

  private static BuyAndHold.Holding holding(SymbolData symbol) {
    BarColumns bars = symbol.bars();
    long[] closes = new long[bars.size()];
    for (int i = 0; i < closes.length; i++) {
      closes[i] = bars.openTimes()[i] + 60_000;
    }
    return new BuyAndHold.Holding(START, bars.open()[0], closes, bars.close());
  }

  private static double cents(double value) {
    return Math.round(100 * value) / 100.0;
  }
}
