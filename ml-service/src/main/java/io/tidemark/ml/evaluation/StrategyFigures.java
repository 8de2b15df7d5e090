package io.tidemark.ml.evaluation;

import io.tidemark.core.performance.EquityCurve;
import io.tidemark.core.performance.EquityRisk;
import io.tidemark.core.performance.TradeResult;
import io.tidemark.core.performance.TradeStatistics;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What trades came to, net of fees.
 *
 * @param trades how many, partial exits counted by themselves
 * @param winRate share of them that won, 0 to 1
 * @param netProfit in the quote currency
 * @param profitFactor what was won by what was lost; null if nothing was lost
 * @param sharpe a year, of daily returns; null where it is not defined
 * @param maxDrawdown deepest fall below the highest equity before, as a fraction of that
 * @param equity points of the curve, thinned
 */
public record StrategyFigures(
    int trades,
    double winRate,
    BigDecimal netProfit,
    @Nullable BigDecimal profitFactor,
    @Nullable Double sharpe,
    double maxDrawdown,
    List<EquityPoint> equity) {

  private static final int MOST_POINTS = 400;

  /**
   * Equity at an instant.
   *
   * @param equity in the quote currency
   */
  public record EquityPoint(Instant time, double equity) {}

  /** Keeps its list from change. */
  public StrategyFigures {
    equity = List.copyOf(equity);
  }

  /**
   * The figures of trades.
   *
   * @param netProfit of all of them
   */
  static StrategyFigures of(List<TradeResult> trades, BigDecimal netProfit, EquityCurve curve) {
    TradeStatistics statistics = TradeStatistics.of(trades);
    EquityRisk risk = EquityRisk.of(curve);
    return new StrategyFigures(
        statistics.totalTrades(),
        statistics.winRate().doubleValue(),
        netProfit,
        statistics.profitFactor(),
        risk.sharpe(),
        risk.maxDrawdown(),
        points(curve));
  }

  private static List<EquityPoint> points(EquityCurve curve) {
    int last = curve.size() - 1;
    int step = Math.max(1, (last + MOST_POINTS - 1) / MOST_POINTS);
    return Stream.concat(
            IntStream.iterate(0, i -> i < last, i -> i + step).boxed(), Stream.of(last))
        .map(i -> new EquityPoint(Instant.ofEpochMilli(curve.millisAt(i)), curve.equityAt(i)))
        .toList();
  }
}
