package io.tidemark.core.fill;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * At what price a taker trades what the market gave it. How much it gets is always the market's to
 * say; this says only the price.
 *
 * @param kind how the price comes about
 * @param bps hundredths of a percent by which it is worse still, in [0, 10000)
 * @param coefficient of the square root, 0 or above; of no effect elsewhere
 */
public record SlippageModel(Kind kind, BigDecimal bps, BigDecimal coefficient) {

  private static final BigDecimal WHOLE_BPS = BigDecimal.valueOf(10_000);

  /** The book's own prices. */
  public static final SlippageModel BOOK = book(BigDecimal.ZERO);

  /** How a taker's price comes about. */
  public enum Kind {
    /** The best price there was for all of it: an optimist's. */
    NONE,
    /** The best price, worse by a fixed part. */
    FIXED,
    /** The prices of the levels that it walks through, worse by a fixed part. */
    BOOK,
    /**
     * The best price, worse by {@code coefficient x volatility x sqrt(quantity / volume)}, both of
     * the same recent stretch: volatility grows with the root of the time and volume with the time,
     * so its length cancels out. The square-root law of impact: Tóth et al., "Anomalous price
     * impact and the critical nature of liquidity in financial markets", Physical Review X 1,
     * 021006 (2011), who find a coefficient near 1. Without volume in the stretch it is {@link
     * #BOOK}.
     */
    SQUARE_ROOT
  }

  /**
   * @throws IllegalArgumentException if a figure is out of its range
   */
  public SlippageModel {
    if (bps.signum() < 0 || bps.compareTo(WHOLE_BPS) >= 0) {
      throw new IllegalArgumentException(
          "execution.slippage_bps must be 0 or above and below 10000, was " + bps.toPlainString());
    }
    if (coefficient.signum() < 0) {
      throw new IllegalArgumentException(
          "execution.slippage_coefficient must be 0 or above, was " + coefficient.toPlainString());
    }
  }

  /** The levels walked through, worse by {@code bps}. */
  public static SlippageModel book(BigDecimal bps) {
    return new SlippageModel(Kind.BOOK, bps, BigDecimal.ONE);
  }

  /** What a taker is shown before it knows its price. */
  public record Offer(Side side, Quantity ordered, Price best, Price level) {}

  /**
   * The price of one fill.
   *
   * @param offer the taker's side and whole quantity, the best price of the moment, and the price
   *     at which the market gave this part
   * @param activity of the stretch before
   * @param limit that the order must not trade beyond; null for none
   * @param tick that prices are multiples of
   * @return on the tick, never better than the best price by more than rounding, never beyond the
   *     limit
   */
  public Price price(Offer offer, MarketActivity activity, @Nullable Price limit, BigDecimal tick) {
    boolean walks = kind == Kind.BOOK || (kind == Kind.SQUARE_ROOT && activity.volume().isZero());
    Price from = walks ? offer.level() : offer.best();
    BigDecimal part = part(offer.ordered(), activity);
    return part.signum() == 0 ? from : worse(from, part, offer.side(), limit, tick);
  }

  private BigDecimal part(Quantity ordered, MarketActivity activity) {
    BigDecimal fixed = bps.movePointLeft(4);
    return switch (kind) {
      case NONE -> BigDecimal.ZERO;
      case FIXED, BOOK -> fixed;
      case SQUARE_ROOT -> fixed.add(impact(ordered, activity));
    };
  }

  private BigDecimal impact(Quantity ordered, MarketActivity activity) {
    if (activity.volume().isZero()) {
      return BigDecimal.ZERO;
    }
    double share = ordered.toDouble() / activity.volume().toDouble();
    return BigDecimal.valueOf(
        coefficient.doubleValue() * activity.volatility() * StrictMath.sqrt(share));
  }

  private static Price worse(
      Price from, BigDecimal part, Side side, @Nullable Price limit, BigDecimal tick) {
    boolean buys = side == Side.BUY;
    BigDecimal factor = buys ? BigDecimal.ONE.add(part) : BigDecimal.ONE.subtract(part);
    Price worse =
        new Price(from.value().multiply(factor).max(tick))
            .roundedTo(tick, buys ? RoundingMode.CEILING : RoundingMode.FLOOR);
    if (limit == null) {
      return worse;
    }
    return (buys ? worse.isAbove(limit) : worse.isBelow(limit)) ? limit : worse;
  }
}
