package io.tidemark.exchange.xchange;

import io.tidemark.exchange.VenueOrder;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.knowm.xchange.Exchange;
import org.knowm.xchange.binance.BinanceAdapters;
import org.knowm.xchange.binance.BinanceErrorAdapter;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.trade.BinanceOrder;
import org.knowm.xchange.binance.dto.trade.BinanceOrderFlags;
import org.knowm.xchange.binance.dto.trade.BinanceTrade;
import org.knowm.xchange.binance.service.BinanceTradeService;
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;

/** Orders at Binance spot, known by {@code newClientOrderId}. */
final class BinanceOrders implements OrderDesk {

  private static final int PAGE = 1000;

  @Override
  public Set<OrderType> types() {
    return EnumSet.of(OrderType.MARKET, OrderType.LIMIT);
  }

  @Override
  public boolean immediateOrCancel() {
    return true;
  }

  private static BinanceTradeService service(Exchange exchange) {
    return (BinanceTradeService) exchange.getTradeService();
  }

  @Override
  public String place(Exchange exchange, Listing listing, VenueOrder order) throws IOException {
    var side =
        order.side() == Side.BUY
            ? org.knowm.xchange.dto.Order.OrderType.BID
            : org.knowm.xchange.dto.Order.OrderType.ASK;
    Price limit = order.limitPrice();
    if (limit == null) {
      return service(exchange)
          .placeMarketOrder(
              new MarketOrder.Builder(side, listing.instrument())
                  .originalAmount(order.quantity().value())
                  .userReference(order.clientOrderId().toString())
                  .build());
    }
    LimitOrder.Builder builder =
        new LimitOrder.Builder(side, listing.instrument())
            .originalAmount(order.quantity().value())
            .limitPrice(limit.value())
            .userReference(order.clientOrderId().toString());
    if (order.postOnly()) {
      builder.flag(BinanceOrderFlags.LIMIT_MAKER);
    } else if (order.timeInForce() == TimeInForce.IOC) {
      builder.flag(org.knowm.xchange.binance.dto.trade.TimeInForce.IOC);
    }
    return service(exchange).placeLimitOrder(builder.build());
  }

  @Override
  public void cancel(
      Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException {
    try {
      service(exchange)
          .cancelOrderAllProducts(listing.instrument(), null, clientOrderId.toString(), null);
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
  }

  @Override
  public Optional<Placed> find(
      Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException {
    try {
      return Optional.of(
          placed(
              service(exchange)
                  .orderStatusAllProducts(listing.instrument(), null, clientOrderId.toString())));
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
  }

  @Override
  public List<Placed> open(Exchange exchange) throws IOException {
    try {
      return service(exchange).openOrdersAllProducts().stream().map(BinanceOrders::placed).toList();
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
  }

  private static Placed placed(BinanceOrder order) {
    BigDecimal filled = order.executedQty;
    return new Placed(
        OrderDesk.idOf(order.clientOrderId).orElse(null),
        Long.toString(order.orderId),
        BinanceAdapters.adaptSymbol(order.symbol, false),
        order.side == org.knowm.xchange.binance.dto.trade.OrderSide.BUY ? Side.BUY : Side.SELL,
        type(order.type),
        status(order.status),
        order.origQty,
        filled,
        filled.signum() > 0
            ? order.cummulativeQuoteQty.divide(filled, MathContext.DECIMAL64)
            : null,
        order.price,
        order.getTime().toInstant());
  }

  /** The nearest type; types that we never send occur where other hands trade the account too. */
  private static OrderType type(org.knowm.xchange.binance.dto.trade.OrderType type) {
    return switch (type) {
      case LIMIT, LIMIT_MAKER -> OrderType.LIMIT;
      case STOP_LOSS, STOP_LOSS_LIMIT, STOP, STOP_MARKET, TRAILING_STOP_MARKET ->
          OrderType.STOP_LOSS;
      case TAKE_PROFIT, TAKE_PROFIT_LIMIT, TAKE_PROFIT_MARKET -> OrderType.TAKE_PROFIT;
      default -> OrderType.MARKET;
    };
  }

  private static OrderStatus status(org.knowm.xchange.binance.dto.trade.OrderStatus status) {
    return switch (status) {
      case NEW, PENDING_CANCEL -> OrderStatus.ACCEPTED;
      case PARTIALLY_FILLED -> OrderStatus.PARTIALLY_FILLED;
      case FILLED -> OrderStatus.FILLED;
      case CANCELED -> OrderStatus.CANCELLED;
      case REJECTED -> OrderStatus.REJECTED;
      case EXPIRED -> OrderStatus.EXPIRED;
      default -> throw new IllegalArgumentException("order status must be known, was " + status);
    };
  }

  @Override
  public boolean fillsByInstrument() {
    return true;
  }

  @Override
  public List<Filled> fills(Exchange exchange, @Nullable Listing listing, Instant since)
      throws IOException {
    if (listing == null) {
      throw new IllegalArgumentException("Binance tells fills by instrument; none was given");
    }
    List<Filled> fills = new ArrayList<>();
    try {
      List<BinanceTrade> page =
          service(exchange)
              .myTradesAllProducts(
                  listing.instrument(), null, since.toEpochMilli(), null, null, PAGE);
      while (!page.isEmpty()) {
        page.forEach(trade -> fills.add(filled(listing, trade)));
        page =
            page.size() < PAGE
                ? List.of()
                : service(exchange)
                    .myTradesAllProducts(
                        listing.instrument(), null, null, null, page.getLast().id + 1, PAGE);
      }
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
    return fills;
  }

  private static Filled filled(Listing listing, BinanceTrade trade) {
    return new Filled(
        Long.toString(trade.id),
        Long.toString(trade.orderId),
        null,
        listing.instrument(),
        trade.isBuyer ? Side.BUY : Side.SELL,
        trade.price,
        trade.qty,
        trade.commission,
        trade.commissionAsset,
        trade.isMaker ? Liquidity.MAKER : Liquidity.TAKER,
        trade.getTime().toInstant());
  }

  @Override
  public boolean isUnknownOrder(String detail) {
    return detail.contains("Unknown order") || detail.contains("Order does not exist");
  }
}
