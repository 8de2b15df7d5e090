package io.tidemark.simulator.venue;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.venue.Reservation.MarketBuy;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an order may be taken in: sizes, ticks, ids and funds. */
final class OrderRules {

  private final Venue venue;

  OrderRules(Venue venue) {
    this.venue = venue;
  }

  /**
   * Makes the order that would be taken in.
   *
   * @param replaced an open order whose reservation and client id are free again
   * @throws KrakenException if it must be refused
   */
  VenueOrder check(
      String id,
      String account,
      OrderRequest request,
      Market market,
      Optional<VenueOrder> replaced) {
    checkSize(request, market);
    checkClientId(account, request, replaced);
    if (request.postOnly() && wouldTake(request, market)) {
      throw new KrakenException("EOrder:Post only order");
    }
    boolean marketBuy = request.side() == Side.BUY && request.type() == OrderType.MARKET;
    MarketBuy walk =
        marketBuy
            ? Reservation.marketBuy(
                request.volume(), market.book().asks(), market.lastPrice(), market.pair().rules())
            : null;
    VenueOrder order =
        new VenueOrder(
            id, account, market.pair(), request, venue.nowMicros(), worst(request, market, walk));
    checkFunds(order, walk == null ? Reservation.of(order) : walk.needed(), replaced);
    return order;
  }

  private static @Nullable Price worst(
      OrderRequest request, Market market, @Nullable MarketBuy walk) {
    if (walk != null) {
      return walk.worst();
    }
    boolean stopBuy = request.side() == Side.BUY && request.type() != OrderType.LIMIT;
    return stopBuy
        ? Reservation.beyond(Objects.requireNonNull(request.price()), market.pair().rules())
        : null;
  }

  private static void checkSize(OrderRequest request, Market market) {
    InstrumentRules rules = market.pair().rules();
    Price price = request.price();
    if (price != null && isOff(price.value(), rules.tickSize())) {
      throw new KrakenException("EOrder:Tick size check failed");
    }
    if (isOff(request.volume().value(), rules.quantityStep())) {
      throw KrakenException.invalidArguments("volume");
    }
    if (request.volume().value().compareTo(rules.minimumQuantity()) < 0) {
      throw new KrakenException("EOrder:Order minimum not met");
    }
    Price valued = price == null ? market.lastPrice() : price;
    if (valued.times(request.volume()).compareTo(rules.minimumCost()) < 0) {
      throw new KrakenException("EOrder:Cost minimum not met");
    }
  }

  private static boolean isOff(BigDecimal value, BigDecimal step) {
    return value.remainder(step).signum() != 0;
  }

  private void checkClientId(String account, OrderRequest request, Optional<VenueOrder> replaced) {
    String clientId = request.clOrdId();
    boolean taken =
        clientId != null
            && venue.openOrders(account).stream()
                .filter(open -> replaced.filter(open::equals).isEmpty())
                .anyMatch(open -> clientId.equals(open.request().clOrdId()));
    if (taken) {
      throw KrakenException.invalidArguments("cl_ord_id is in use by an open order");
    }
  }

  private static boolean wouldTake(OrderRequest request, Market market) {
    Price limit = Objects.requireNonNull(request.price());
    return (request.side() == Side.BUY ? market.book().asks() : market.book().bids())
        .stream()
            .findFirst()
            .map(DepthLevel::price)
            .filter(
                best -> request.side() == Side.BUY ? !limit.isBelow(best) : !limit.isAbove(best))
            .isPresent();
  }

  private void checkFunds(VenueOrder order, BigDecimal needed, Optional<VenueOrder> replaced) {
    String asset = Reservation.asset(order);
    BigDecimal balance = venue.balances(order.account()).getOrDefault(asset, BigDecimal.ZERO);
    BigDecimal reserved =
        venue.openOrders(order.account()).stream()
            .filter(open -> replaced.filter(open::equals).isEmpty())
            .filter(open -> Reservation.asset(open).equals(asset))
            .map(Reservation::of)
            .reduce(BigDecimal.ZERO, BigDecimal::add);
    if (balance.subtract(reserved).compareTo(needed) < 0) {
      throw new KrakenException("EOrder:Insufficient funds");
    }
  }
}
