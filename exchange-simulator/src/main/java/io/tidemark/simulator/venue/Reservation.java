package io.tidemark.simulator.venue;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/** What an open order keeps back, so that whatever it can still cost is there. */
final class Reservation {

  /** How far beyond the last displayed level, or beyond its trigger, an unpriced buy may trade. */
  private static final BigDecimal PROTECTION = new BigDecimal("1.05");

  /** Fees are rounded fill by fill: room for the rounding of 2,000 fills. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.00001");

  private static final int FEE_SCALE = 8;

  private Reservation() {}

  /** Kraken's name of the asset that an order pays with. */
  static String asset(VenueOrder order) {
    return order.request().side() == Side.BUY
        ? order.pair().quote().name()
        : order.pair().base().name();
  }

  /** What an open order keeps back, in the asset that it pays with. */
  static BigDecimal of(VenueOrder order) {
    Price bound = order.bound();
    if (order.request().side() == Side.SELL) {
      return order.remaining().value();
    }
    if (bound == null) {
      throw new IllegalStateException("a buy order must have a worst price: " + order.id());
    }
    return buying(bound, order.remaining(), order.pair().rules());
  }

  private static BigDecimal buying(Price price, Quantity quantity, InstrumentRules rules) {
    return withFee(price.times(quantity), rules).add(ROUNDING);
  }

  private static BigDecimal withFee(BigDecimal cost, InstrumentRules rules) {
    return cost.add(cost.multiply(rules.takerFeeRate()).setScale(FEE_SCALE, RoundingMode.CEILING));
  }

  /** What a market buy needs at once, and the worst price it may trade at. */
  record MarketBuy(BigDecimal needed, Price worst) {}

  /**
   * Walks the book as the order will. What the book cannot fill is bounded a little beyond its last
   * level.
   */
  static MarketBuy marketBuy(
      Quantity volume, List<DepthLevel> asks, Price last, InstrumentRules rules) {
    BigDecimal cost = BigDecimal.ZERO;
    Quantity left = volume;
    Price worst = last;
    for (DepthLevel level : asks) {
      Quantity part = level.quantity().min(left);
      cost = cost.add(level.price().times(part));
      left = left.minus(part);
      worst = level.price();
      if (left.isZero()) {
        return new MarketBuy(withFee(cost, rules).add(ROUNDING), worst);
      }
    }
    Price bound = beyond(worst, rules);
    return new MarketBuy(withFee(cost.add(bound.times(left)), rules).add(ROUNDING), bound);
  }

  /** A worst price for what trades later at a price not known yet. */
  static Price beyond(Price price, InstrumentRules rules) {
    return new Price(price.value().multiply(PROTECTION))
        .roundedTo(rules.tickSize(), RoundingMode.CEILING);
  }
}
