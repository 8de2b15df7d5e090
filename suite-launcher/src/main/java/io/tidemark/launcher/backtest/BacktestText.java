package io.tidemark.launcher.backtest;

import io.tidemark.backtester.report.DataCompleteness;
import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.backtester.run.Gaps;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.PerformanceReport;
import io.tidemark.core.performance.TradeFigures;
import io.tidemark.core.performance.TradeStatistics;
import io.tidemark.model.InstrumentId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a backtest came to, as people read it: amounts rounded to a few digits. */
final class BacktestText {

  private static final double PERCENT = 100;
  private static final int CENTS = 2;
  private static final int SATOSHIS = 8;
  private static final BigDecimal SMALL = BigDecimal.valueOf(1_000);

  private final BacktestOutcome outcome;
  private final String currency;
  private final int decimals;
  private final StringBuilder text = new StringBuilder();

  private BacktestText(BacktestOutcome outcome) {
    this.outcome = outcome;
    this.currency = outcome.plan().quoteCurrency();
    this.decimals = outcome.plan().initialCash().compareTo(SMALL) < 0 ? SATOSHIS : CENTS;
  }

  /** The outcome as lines. */
  static String of(BacktestOutcome outcome) {
    BacktestText told = new BacktestText(outcome);
    told.run();
    told.figures();
    told.parts("By exit reason", outcome.performance().breakdown().byExitReason());
    if (outcome.history().bars().size() > 1) {
      told.parts("By symbol", outcome.performance().breakdown().bySymbol());
    }
    told.denials();
    told.line(
        "%,d bars in %.3f s: %,.0f bars/s",
        outcome.result().bars(), outcome.elapsedSeconds(), outcome.barsPerSecond());
    return told.text.toString();
  }

  private void run() {
    line(
        "%s on %s %s, %,d bars of %s, %s to %s",
        outcome.strategy().id(),
        outcome.strategy().market().exchange(),
        outcome.history().bars().keySet().stream()
            .map(instrument -> instrument.symbol().toString())
            .collect(Collectors.joining(", ")),
        outcome.result().bars(),
        outcome.plan().timeframe(),
        outcome.history().start(),
        outcome.history().end());
    if (outcome.isOverTrades()) {
      line(
          "  built of %,d trades, which orders and exits were held against%s",
          outcome.market().trades(),
          outcome.market().books() == 0
              ? ""
              : String.format(
                  Locale.ROOT, ", and orders against %,d books", outcome.market().books()));
    }
    outcome.completeness().forEach(this::completeness);
  }

  private void completeness(InstrumentId instrument, DataCompleteness told) {
    if (told.partialBars() > 0) {
      line(
          "  %s: %,d bars are incomplete, nothing is decided on them",
          instrument.symbol(), told.partialBars());
    }
    if (told.repeatedRows() > 0) {
      line(
          "  %s: %,d rows were in several files, and alike",
          instrument.symbol(), told.repeatedRows());
    }
    Gaps.longest(told)
        .ifPresent(
            longest ->
                line(
                    "  %s: %,d of %,d bars are missing in %,d stretches, the longest %,d from %s",
                    instrument.symbol(),
                    told.expectedBars() - told.bars(),
                    told.expectedBars(),
                    told.gaps().size(),
                    longest.bars(),
                    longest.from()));
  }

  private void figures() {
    PerformanceReport performance = outcome.performance();
    TradeFigures trades = performance.trades();
    TradeStatistics results = trades.results();
    EquityRisk equity = performance.equity();
    line("");
    figure("trades", "%,d of %,d positions", results.totalTrades(), trades.positions());
    figure(
        "win rate",
        "%s, %,d won, %,d lost",
        percent(results.winRate().doubleValue()),
        results.winningTrades(),
        results.losingTrades());
    figure("profit factor", "%s", number(results.profitFactor()));
    figure(
        "total PnL",
        "%s %s after fees of %s%s, %s",
        amount(results.totalPnl()),
        currency,
        amount(trades.totalFees()),
        trades.totalBorrowCost().signum() == 0
            ? ""
            : " and borrowing of " + amount(trades.totalBorrowCost()),
        percent(equity.totalReturn()));
    figure(
        "a trade",
        "%s %s on average, won %s, lost %s",
        amount(results.expectancy()),
        currency,
        amount(results.averageProfit()),
        amount(results.averageLoss()));
    figure("Sharpe", "%s", number(equity.sharpe()));
    figure("Sortino", "%s", number(equity.sortino()));
    figure(
        "max drawdown",
        "%s, the longest %,d days",
        percent(equity.maxDrawdown()),
        equity.longestDrawdown().toDays());
    figure("CAGR", "%s", percent(equity.cagr()));
    figure("exposure", "%s", percent(performance.activity().exposure()));
    EquityRisk benchmark = performance.benchmark();
    if (benchmark != null) {
      figure(
          "buy and hold",
          "%s, max drawdown %s",
          percent(benchmark.totalReturn()),
          percent(benchmark.maxDrawdown()));
    }
    line("");
  }

  private void parts(String title, SortedMap<String, TradeFigures> parts) {
    if (parts.isEmpty()) {
      return;
    }
    line("%s", title);
    parts.forEach(
        (part, figures) ->
            line(
                "  %-22s %,8d trades  %8s won  %16s %s",
                part,
                figures.results().totalTrades(),
                percent(figures.results().winRate().doubleValue()),
                amount(figures.results().totalPnl()),
                currency));
    line("");
  }

  private void denials() {
    if (outcome.result().denials().isEmpty()) {
      return;
    }
    line("Denied");
    outcome.result().denials().forEach((why, count) -> line("  %-22s %,8d", why, count));
    line("");
  }

  private void figure(String name, String format, Object... values) {
    line("  %-14s %s", name, String.format(Locale.ROOT, format, values));
  }

  /** Cents, or what is left of a bitcoin where cash is as little as if it were in them. */
  private String amount(BigDecimal value) {
    BigDecimal rounded = value.setScale(decimals, RoundingMode.HALF_EVEN);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  private static String number(@Nullable Number value) {
    return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value.doubleValue());
  }

  private static String percent(@Nullable Double fraction) {
    return fraction == null ? "-" : String.format(Locale.ROOT, "%.2f %%", fraction * PERCENT);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }
}
