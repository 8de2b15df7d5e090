package io.tidemark.core.performance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What trade rows came to, in one quote currency. Rows count in the order they closed.
 *
 * @param results the figures that live positions have too
 * @param positions that the rows are parts of
 * @param grossPnl sum of the results before fees and the cost of borrowing
 * @param totalFees paid, of entries and exits
 * @param totalBorrowCost paid for lending
 * @param payoffRatio mean result of the winning trades by that of the losing ones, taken positive;
 *     null without a winner, and while nothing was lost
 * @param sqn system quality number, {@code sqrt(n) x mean / deviation} of the results, with n - 1
 *     (V. K. Tharp, Trade Your Way to Financial Freedom, 2nd edition, 2007; results in the quote
 *     currency instead of multiples of what was risked, n not capped); null with fewer than two
 *     trades or no deviation
 * @param averageReturn mean of {@link TradeRow#returnOnEntry()}; null without trades
 * @param averageDuration mean time from entry to exit; zero without trades
 * @param averageBars mean of the bars held; 0 without trades
 * @param averageMaxFavourable mean of what is known of {@link TradeRow#maxFavourable()}; null if
 *     nothing is
 * @param averageMaxAdverse the same of {@link TradeRow#maxAdverse()}
 */
public record TradeFigures(
    TradeStatistics results,
    int positions,
    BigDecimal grossPnl,
    BigDecimal totalFees,
    BigDecimal totalBorrowCost,
    @Nullable BigDecimal payoffRatio,
    @Nullable Double sqn,
    @Nullable Double averageReturn,
    Duration averageDuration,
    double averageBars,
    @Nullable Double averageMaxFavourable,
    @Nullable Double averageMaxAdverse) {

  /** The figures of these rows, given in any order. */
  public static TradeFigures of(List<TradeRow> rows) {
    List<TradeRow> closed = rows.stream().sorted(Comparator.comparing(TradeRow::exitTime)).toList();
    TradeStatistics results = TradeStatistics.of(closed.stream().map(TradeRow::result).toList());
    return new TradeFigures(
        results,
        (int) rows.stream().map(TradeRow::position).distinct().count(),
        sum(closed, TradeRow::grossPnl),
        sum(closed, TradeRow::fee),
        sum(closed, TradeRow::borrowCost),
        payoff(results),
        sqn(closed),
        mean(closed.stream().map(TradeRow::returnOnEntry).toList()),
        averageDuration(closed),
        Objects.requireNonNullElse(
            mean(closed.stream().map(row -> (double) row.bars()).toList()), 0.0),
        meanOfKnown(closed, TradeRow::maxFavourable),
        meanOfKnown(closed, TradeRow::maxAdverse));
  }

  private static BigDecimal sum(List<TradeRow> rows, Function<TradeRow, BigDecimal> amount) {
    return rows.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static @Nullable BigDecimal payoff(TradeStatistics results) {
    boolean defined = results.winningTrades() > 0 && results.averageLoss().signum() < 0;
    return defined
        ? results.averageProfit().divide(results.averageLoss().negate(), MathContext.DECIMAL64)
        : null;
  }

  private static @Nullable Double sqn(List<TradeRow> rows) {
    double[] results = rows.stream().mapToDouble(row -> row.pnl().doubleValue()).toArray();
    double deviation = results.length < 2 ? 0 : ReturnRatios.deviation(results);
    return deviation == 0
        ? null
        : Math.sqrt(results.length) * ReturnRatios.mean(results) / deviation;
  }

  private static Duration averageDuration(List<TradeRow> rows) {
    Duration sum = Duration.ZERO;
    for (TradeRow row : rows) {
      sum = sum.plus(Duration.between(row.entryTime(), row.exitTime()));
    }
    return rows.isEmpty() ? sum : sum.dividedBy(rows.size());
  }

  private static @Nullable Double meanOfKnown(
      List<TradeRow> rows, Function<TradeRow, @Nullable BigDecimal> value) {
    return mean(
        rows.stream().map(value).filter(Objects::nonNull).map(BigDecimal::doubleValue).toList());
  }

  private static @Nullable Double mean(List<Double> values) {
    return values.isEmpty()
        ? null
        : ReturnRatios.mean(values.stream().mapToDouble(Double::doubleValue).toArray());
  }
}
