package io.tidemark.exchange.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
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
import org.knowm.xchange.binance.BinanceAuthenticated;
import org.knowm.xchange.binance.BinanceErrorAdapter;
import org.knowm.xchange.binance.BinanceExchange;
import org.knowm.xchange.binance.dto.BinanceException;
import org.knowm.xchange.binance.dto.trade.BinanceTrade;
import org.knowm.xchange.binance.service.BinanceHmacDigest;
import org.knowm.xchange.binance.service.BinanceTradeService;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/** Orders at Binance spot, known by {@code newClientOrderId}. */
final class BinanceOrders implements OrderDesk {

  private static final int PAGE = 1000;

  /**
   * On XChange's signing. Its own calls cannot ask for an order by our id alone, and do not
   * understand an answer that tells {@code timeInForce}.
   */
  @Path("api/v3")
  @Produces(MediaType.APPLICATION_JSON)
  interface OrderRequests {
    @POST
    @Path("order")
    JsonNode place(
        @FormParam("symbol") String symbol,
        @FormParam("side") String side,
        @FormParam("type") String type,
        @Nullable @FormParam("timeInForce") String timeInForce,
        @FormParam("quantity") String quantity,
        @Nullable @FormParam("price") String price,
        @FormParam("newClientOrderId") String clientOrderId,
        @FormParam("timestamp") SynchronizedValueFactory<Long> timestamp,
        @HeaderParam(BinanceAuthenticated.X_MBX_APIKEY) String key,
        @QueryParam(BinanceAuthenticated.SIGNATURE) ParamsDigest signature)
        throws IOException, BinanceException;

    @GET
    @Path("order")
    JsonNode find(
        @QueryParam("symbol") String symbol,
        @QueryParam("origClientOrderId") String clientOrderId,
        @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
        @HeaderParam(BinanceAuthenticated.X_MBX_APIKEY) String key,
        @QueryParam(BinanceAuthenticated.SIGNATURE) ParamsDigest signature)
        throws IOException, BinanceException;

    @DELETE
    @Path("order")
    JsonNode cancel(
        @QueryParam("symbol") String symbol,
        @QueryParam("origClientOrderId") String clientOrderId,
        @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
        @HeaderParam(BinanceAuthenticated.X_MBX_APIKEY) String key,
        @QueryParam(BinanceAuthenticated.SIGNATURE) ParamsDigest signature)
        throws IOException, BinanceException;

    @GET
    @Path("openOrders")
    JsonNode open(
        @QueryParam("timestamp") SynchronizedValueFactory<Long> timestamp,
        @HeaderParam(BinanceAuthenticated.X_MBX_APIKEY) String key,
        @QueryParam(BinanceAuthenticated.SIGNATURE) ParamsDigest signature)
        throws IOException, BinanceException;
  }

  @Override
  public Set<OrderType> types() {
    return EnumSet.of(OrderType.MARKET, OrderType.LIMIT);
  }

  @Override
  public boolean immediateOrCancel() {
    return true;
  }

  private static OrderRequests requests(Exchange exchange) {
    return Requests.of(OrderRequests.class, exchange);
  }

  private static String key(Exchange exchange) {
    return exchange.getExchangeSpecification().getApiKey();
  }

  @Override
  public String place(Exchange exchange, Listing listing, VenueOrder order) throws IOException {
    Price limit = order.limitPrice();
    try {
      return requests(exchange)
          .place(
              listing.venueName(),
              order.side().name(),
              order.postOnly() ? "LIMIT_MAKER" : order.type().name(),
              limit == null || order.postOnly() ? null : order.timeInForce().name(),
              order.quantity().toString(),
              limit == null ? null : limit.toString(),
              order.clientOrderId().toString(),
              timestamps(exchange),
              key(exchange),
              signature(exchange))
          .path("orderId")
          .asText("");
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
  }

  @Override
  public void cancel(
      Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException {
    try {
      var _ =
          requests(exchange)
              .cancel(
                  listing.venueName(),
                  clientOrderId.toString(),
                  timestamps(exchange),
                  key(exchange),
                  signature(exchange));
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
              requests(exchange)
                  .find(
                      listing.venueName(),
                      clientOrderId.toString(),
                      timestamps(exchange),
                      key(exchange),
                      signature(exchange))));
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
  }

  private static SynchronizedValueFactory<Long> timestamps(Exchange exchange) {
    return ((BinanceExchange) exchange).getTimestampFactory();
  }

  private static ParamsDigest signature(Exchange exchange) {
    return BinanceHmacDigest.createInstance(exchange.getExchangeSpecification().getSecretKey());
  }

  @Override
  public List<Placed> open(Exchange exchange) throws IOException {
    List<Placed> open = new ArrayList<>();
    try {
      requests(exchange)
          .open(timestamps(exchange), key(exchange), signature(exchange))
          .forEach(order -> open.add(placed(order)));
    } catch (BinanceException e) {
      throw BinanceErrorAdapter.adapt(e);
    }
    return open;
  }

  private static Placed placed(JsonNode order) {
    BigDecimal filled = decimal(order, "executedQty");
    return new Placed(
        OrderDesk.idOf(order.path("clientOrderId").asText()).orElse(null),
        order.path("orderId").asText(),
        BinanceAdapters.adaptSymbol(order.path("symbol").asText(), false),
        Side.valueOf(order.path("side").asText()),
        type(order.path("type").asText()),
        status(order.path("status").asText()),
        decimal(order, "origQty"),
        filled,
        filled.signum() > 0
            ? decimal(order, "cummulativeQuoteQty").divide(filled, MathContext.DECIMAL64)
            : null,
        decimal(order, "price"),
        Instant.ofEpochMilli(order.path("updateTime").asLong(order.path("time").asLong())));
  }

  private static BigDecimal decimal(JsonNode object, String field) {
    return new BigDecimal(object.path(field).asText("0"));
  }

  /** The nearest type; types that we never send occur where other hands trade the account too. */
  private static OrderType type(String word) {
    return switch (word) {
      case "LIMIT", "LIMIT_MAKER" -> OrderType.LIMIT;
      case "STOP_LOSS", "STOP_LOSS_LIMIT" -> OrderType.STOP_LOSS;
      case "TAKE_PROFIT", "TAKE_PROFIT_LIMIT" -> OrderType.TAKE_PROFIT;
      default -> OrderType.MARKET;
    };
  }

  private static OrderStatus status(String word) {
    return switch (word) {
      case "NEW", "PENDING_NEW", "PENDING_CANCEL" -> OrderStatus.ACCEPTED;
      case "PARTIALLY_FILLED" -> OrderStatus.PARTIALLY_FILLED;
      case "FILLED" -> OrderStatus.FILLED;
      case "CANCELED" -> OrderStatus.CANCELLED;
      case "REJECTED" -> OrderStatus.REJECTED;
      case "EXPIRED", "EXPIRED_IN_MATCH" -> OrderStatus.EXPIRED;
      default -> throw new IllegalArgumentException("order status must be known, was " + word);
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
          ((BinanceTradeService) exchange.getTradeService())
              .myTradesAllProducts(
                  listing.instrument(), null, since.toEpochMilli(), null, null, PAGE);
      while (!page.isEmpty()) {
        page.forEach(trade -> fills.add(filled(listing, trade)));
        page =
            page.size() < PAGE
                ? List.of()
                : ((BinanceTradeService) exchange.getTradeService())
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
