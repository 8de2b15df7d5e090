package io.tidemark.position.stage;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What closed positions came to, in one quote currency.
 *
 * @param totalTrades positions that were closed
 * @param winningTrades those with a result above 0 after fees
 * @param losingTrades the others
 * @param winRate winning trades of all, from 0 to 1
 * @param averageProfit of the winning trades; 0 without any
 * @param averageLoss of the losing trades, 0 or below; 0 without any
 * @param profitFactor what was won by what was lost; null while nothing was lost
 * @param maxDrawdown the most that the summed results fell from their highest, 0 or above
 * @param totalPnl the sum of the results
 */
public record Performance(
    int totalTrades,
    int winningTrades,
    int losingTrades,
    BigDecimal winRate,
    BigDecimal averageProfit,
    BigDecimal averageLoss,
    @Nullable BigDecimal profitFactor,
    BigDecimal maxDrawdown,
    BigDecimal totalPnl) {

  private static final MathContext PRECISION = MathContext.DECIMAL64;

  /**
   * The figures of these results.
   *
   * @param results after fees, in the order the positions were closed
   */
  public static Performance of(List<BigDecimal> results) {
    BigDecimal won = BigDecimal.ZERO;
    BigDecimal lost = BigDecimal.ZERO;
    BigDecimal highest = BigDecimal.ZERO;
    BigDecimal drawdown = BigDecimal.ZERO;
    int wins = 0;
    for (BigDecimal result : results) {
      if (result.signum() > 0) {
        won = won.add(result);
        wins++;
      } else {
        lost = lost.add(result);
      }
      highest = highest.max(won.add(lost));
      drawdown = drawdown.max(highest.subtract(won.add(lost)));
    }
    int losses = results.size() - wins;
    return new Performance(
        results.size(),
        wins,
        losses,
        ratio(BigDecimal.valueOf(wins), results.size()),
        ratio(won, wins),
        ratio(lost, losses),
        lost.signum() == 0 ? null : won.divide(lost.negate(), PRECISION),
        drawdown,
        won.add(lost));
  }

  private static BigDecimal ratio(BigDecimal sum, int count) {
    return count == 0 ? BigDecimal.ZERO : sum.divide(BigDecimal.valueOf(count), PRECISION);
  }
}
