package io.tidemark.core.risk;

import io.tidemark.model.Money;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the closed trades of a strategy, or of the whole account, came to in one quote currency. A
 * trade has won if its result after fees is above 0, and lost otherwise.
 *
 * @param strategy whose; empty for the account
 * @param trades how many
 * @param winners how many of them won
 * @param won what the winners brought, 0 or above
 * @param lost what the others brought, 0 or below
 * @param squares the sum of the squared results, each result rounded to {@link #SCALE} places
 * @param lossStreak how many trades lost since one won
 * @param lastLossAt when the last loser closed; null before the first
 */
public record TradeRecord(
    String strategy,
    int trades,
    int winners,
    Money won,
    Money lost,
    BigDecimal squares,
    int lossStreak,
    @Nullable Instant lastLossAt) {

  /** Decimal places of a result that is squared. */
  public static final int SCALE = 12;

  private static final MathContext PRECISION = MathContext.DECIMAL64;

  public TradeRecord {
    squares = new Money(squares, won.currency()).amount();
  }

  static TradeRecord empty(String strategy, String currency) {
    Money zero = Money.zero(currency);
    return new TradeRecord(strategy, 0, 0, zero, zero, BigDecimal.ZERO, 0, null);
  }

  TradeRecord with(Money result, Instant at) {
    boolean wins = result.amount().signum() > 0;
    return new TradeRecord(
        strategy,
        trades + 1,
        wins ? winners + 1 : winners,
        wins ? won.plus(result) : won,
        wins ? lost : lost.plus(result),
        squares.add(square(result)),
        wins ? 0 : lossStreak + 1,
        wins ? lastLossAt : later(lastLossAt, at));
  }

  /** Takes back a trade that is not closed after all. A streak that it ended stays ended. */
  TradeRecord without(Money result) {
    boolean won = result.amount().signum() > 0;
    return new TradeRecord(
        strategy,
        trades - 1,
        won ? winners - 1 : winners,
        won ? this.won.minus(result) : this.won,
        won ? lost : lost.minus(result),
        squares.subtract(square(result)),
        won ? lossStreak : Math.max(0, lossStreak - 1),
        lastLossAt);
  }

  /**
   * Kelly's criterion {@code f = p - (1 - p) / b} with the share of winners {@code p} and the ratio
   * {@code b} of the mean gain to the mean loss (J. L. Kelly, A New Interpretation of Information
   * Rate, 1956); empty before {@code minTrades} trades, and where it is not above 0. At most 1.
   */
  Optional<BigDecimal> kelly(int minTrades) {
    if (trades < minTrades || winners == 0) {
      return Optional.empty();
    }
    BigDecimal p = ratio(BigDecimal.valueOf(winners), trades);
    BigDecimal meanGain = ratio(won.amount(), winners);
    BigDecimal meanLoss =
        winners == trades ? BigDecimal.ZERO : ratio(lost.amount().negate(), trades - winners);
    BigDecimal f =
        p.subtract(
            BigDecimal.ONE.subtract(p).multiply(meanLoss).divide(meanGain, PRECISION), PRECISION);
    return f.signum() > 0 ? Optional.of(f) : Optional.empty();
  }

  /** The mean result; 0 without trades. */
  public double mean() {
    return trades == 0 ? 0 : won.plus(lost).amount().doubleValue() / trades;
  }

  /** The variance of the results, 0 or above; 0 without trades. */
  public double variance() {
    return trades == 0 ? 0 : Math.max(0, squares.doubleValue() / trades - mean() * mean());
  }

  private static BigDecimal ratio(BigDecimal sum, int count) {
    return sum.divide(BigDecimal.valueOf(count), PRECISION);
  }

  private static BigDecimal square(Money result) {
    BigDecimal rounded = result.amount().setScale(SCALE, RoundingMode.HALF_EVEN);
    return rounded.multiply(rounded);
  }

  private static Instant later(@Nullable Instant one, Instant other) {
    return one != null && one.isAfter(other) ? one : other;
  }
}
