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
    Running running = new Running();
    trades.forEach(running::add);
    return running.statistics();
  }

  private static BigDecimal mean(BigDecimal sum, int count) {
    return count == 0 ? BigDecimal.ZERO : sum.divide(BigDecimal.valueOf(count), PRECISION);
  }

  /** The figures of trades as they close, at the same cost however many there were. */
  public static final class Running {

    private BigDecimal won = BigDecimal.ZERO;
    private BigDecimal lost = BigDecimal.ZERO;
    private BigDecimal highest = BigDecimal.ZERO;
    private BigDecimal drawdown = BigDecimal.ZERO;
    private @Nullable BigDecimal best;
    private @Nullable BigDecimal worst;
    private int trades;
    private int wins;
    private int streakOfWins;
    private int streakOfLosses;
    private int longestWins;
    private int longestLosses;

    /** One that goes on from here by itself. */
    public Running copy() {
      Running copy = new Running();
      copy.won = won;
      copy.lost = lost;
      copy.highest = highest;
      copy.drawdown = drawdown;
      copy.best = best;
      copy.worst = worst;
      copy.trades = trades;
      copy.wins = wins;
      copy.streakOfWins = streakOfWins;
      copy.streakOfLosses = streakOfLosses;
      copy.longestWins = longestWins;
      copy.longestLosses = longestLosses;
      return copy;
    }

    /** Takes the trade that closed next. */
    public void add(TradeResult trade) {
      BigDecimal result = trade.pnl();
      trades++;
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

    /** The figures up to here. */
    public TradeStatistics statistics() {
      int losses = trades - wins;
      BigDecimal total = won.add(lost);
      return new TradeStatistics(
          trades,
          wins,
          losses,
          mean(BigDecimal.valueOf(wins), trades),
          mean(won, wins),
          mean(lost, losses),
          lost.signum() == 0 ? null : won.divide(lost.negate(), PRECISION),
          mean(total, trades),
          best,
          worst,
          longestWins,
          longestLosses,
          drawdown,
          total);
    }
  }
}
