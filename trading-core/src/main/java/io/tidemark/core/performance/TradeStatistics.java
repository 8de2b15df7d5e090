package io.tidemark.core.performance;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What closed trades came to, in one quote currency and after fees. A trade has won if its result
 * is above 0, and lost otherwise. Quotients have 16 significant digits.
 *
 * @param winRate winning trades of all, from 0 to 1; 0 without trades
 * @param averageProfit mean result of the winning trades; 0 without any
 * @param averageLoss mean result of the losing trades, 0 or below; 0 without any
 * @param profitFactor what was won by what was lost, 0 or above; null while nothing was lost
 * @param expectancy mean result of all trades: {@code winRate x averageProfit + (1 - winRate) x
 *     averageLoss}; 0 without trades
 * @param bestTrade the highest result; null without trades
 * @param worstTrade the lowest result; null without trades
 * @param longestWinStreak the most winning trades in a row
 * @param longestLossStreak the most losing trades in a row
 * @param maxDrawdown the most that the sum of results fell from its highest, 0 or above
 * @param totalPnl the sum of the results
 */
public record TradeStatistics(
    int totalTrades,
    int winningTrades,
    int losingTrades,
    BigDecimal winRate,
    BigDecimal averageProfit,
    BigDecimal averageLoss,
    @Nullable BigDecimal profitFactor,
    BigDecimal expectancy,
    @Nullable BigDecimal bestTrade,
    @Nullable BigDecimal worstTrade,
    int longestWinStreak,
    int longestLossStreak,
    BigDecimal maxDrawdown,
    BigDecimal totalPnl) {

  private static final MathContext PRECISION = MathContext.DECIMAL64;

  /**
   * The figures of these trades.
   *
   * @param trades in the order they closed
   */
  public static TradeStatistics of(List<TradeResult> trades) {
    Sums sums = new Sums();
    trades.forEach(trade -> sums.add(trade.pnl()));
    int losses = trades.size() - sums.wins;
    BigDecimal total = sums.won.add(sums.lost);
    return new TradeStatistics(
        trades.size(),
        sums.wins,
        losses,
        mean(BigDecimal.valueOf(sums.wins), trades.size()),
        mean(sums.won, sums.wins),
        mean(sums.lost, losses),
        sums.lost.signum() == 0 ? null : sums.won.divide(sums.lost.negate(), PRECISION),
        mean(total, trades.size()),
        sums.best,
        sums.worst,
        sums.longestWins,
        sums.longestLosses,
        sums.drawdown,
        total);
  }

  private static BigDecimal mean(BigDecimal sum, int count) {
    return count == 0 ? BigDecimal.ZERO : sum.divide(BigDecimal.valueOf(count), PRECISION);
  }

  private static final class Sums {
    private BigDecimal won = BigDecimal.ZERO;
    private BigDecimal lost = BigDecimal.ZERO;
    private BigDecimal highest = BigDecimal.ZERO;
    private BigDecimal drawdown = BigDecimal.ZERO;
    private @Nullable BigDecimal best;
    private @Nullable BigDecimal worst;
    private int wins;
    private int streakOfWins;
    private int streakOfLosses;
    private int longestWins;
    private int longestLosses;

    void add(BigDecimal result) {
      if (result.signum() > 0) {
        won = won.add(result);
        wins++;
        streakOfWins++;
        streakOfLosses = 0;
      } else {
        lost = lost.add(result);
        streakOfLosses++;
        streakOfWins = 0;
      }
      longestWins = Math.max(longestWins, streakOfWins);
      longestLosses = Math.max(longestLosses, streakOfLosses);
      BigDecimal sum = won.add(lost);
      highest = highest.max(sum);
      drawdown = drawdown.max(highest.subtract(sum));
      best = best == null ? result : best.max(result);
      worst = worst == null ? result : worst.min(result);
    }
  }
}
