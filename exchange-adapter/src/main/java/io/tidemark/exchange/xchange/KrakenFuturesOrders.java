package io.tidemark.exchange.xchange;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Side;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
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
import org.knowm.xchange.dto.trade.LimitOrder;
import org.knowm.xchange.dto.trade.MarketOrder;
import org.knowm.xchange.exceptions.ExchangeException;
import org.knowm.xchange.krakenfutures.KrakenFuturesAdapters;
import org.knowm.xchange.krakenfutures.dto.trade.KrakenFuturesOrderFlags;
import org.knowm.xchange.krakenfutures.service.KrakenFuturesDigest;
import org.knowm.xchange.krakenfutures.service.KrakenFuturesTradeServiceRaw;
import si.mazi.rescu.ParamsDigest;
import si.mazi.rescu.SynchronizedValueFactory;

/**
 * Orders at Kraken Futures, known by {@code cliOrdId}. XChange sends it and then drops it from what
 * it reads, so working orders and fills are read here, on XChange's signing.
 */
final class KrakenFuturesOrders implements OrderDesk {

  /** Fills of a full answer. */
  private static final int FILLS = 100;

  /** What XChange reads without our ids. */
  @Path("api/v3")
  @Produces(MediaType.APPLICATION_JSON)
  interface AccountRequests {
    @GET
    @Path("openorders")
    JsonNode openOrders(
        @HeaderParam("APIKey") String key,
        @HeaderParam("Authent") ParamsDigest signer,
        @HeaderParam("Nonce") SynchronizedValueFactory<Long> nonces)
        throws IOException;

    @GET
    @Path("fills")
    JsonNode fills(
        @HeaderParam("APIKey") String key,
        @HeaderParam("Authent") ParamsDigest signer,
        @HeaderParam("Nonce") SynchronizedValueFactory<Long> nonces,
        @Nullable @QueryParam("lastFillTime") String before)
        throws IOException;
  }

  @Override
  public Set<OrderType> types() {
    return EnumSet.of(OrderType.MARKET, OrderType.LIMIT);
  }

  @Override
  public boolean immediateOrCancel() {
    return false;
  }

  @Override
  public String place(Exchange exchange, Listing listing, VenueOrder order) throws IOException {
    var side =
        order.side() == Side.BUY
            ? org.knowm.xchange.dto.Order.OrderType.BID
            : org.knowm.xchange.dto.Order.OrderType.ASK;
    Price limit = order.limitPrice();
    if (limit == null) {
      return exchange
          .getTradeService()
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
      builder.flag(KrakenFuturesOrderFlags.POST_ONLY);
    }
    return exchange.getTradeService().placeLimitOrder(builder.build());
  }

  /** The venue's own id is needed, since XChange's call takes no other. */
  @Override
  public void cancel(
      Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException {
    String id = venueOrderId;
    if (id == null) {
      id =
          open(exchange).stream()
              .filter(order -> clientOrderId.equals(order.clientOrderId()))
              .map(Placed::venueOrderId)
              .findFirst()
              .orElseThrow(() -> new ExchangeException("notFound: no working order has our id"));
    }
    String status =
        ((KrakenFuturesTradeServiceRaw) exchange.getTradeService())
            .cancelKrakenFuturesOrder(id)
            .getCancelStatus()
            .getStatus();
    if (!"cancelled".equals(status)) {
      throw new ExchangeException("notFound: the order is not working, it is " + status);
    }
  }

  @Override
  public Optional<Placed> find(
      Exchange exchange, Listing listing, UUID clientOrderId, @Nullable String venueOrderId)
      throws IOException {
    Optional<Placed> open =
        open(exchange).stream()
            .filter(order -> clientOrderId.equals(order.clientOrderId()))
            .findFirst();
    return open.isPresent() ? open : ended(exchange, listing, clientOrderId);
  }

  /** What works no more has ended with its fills, which carry our id; the rest was cancelled. */
  private static Optional<Placed> ended(Exchange exchange, Listing listing, UUID clientOrderId)
      throws IOException {
    JsonNode told = answer(requestFills(exchange)).path("fills");
    List<JsonNode> fills = new ArrayList<>();
    for (JsonNode fill : told) {
      if (clientOrderId.toString().equals(fill.path("cliOrdId").asText())) {
        fills.add(fill);
      }
    }
    boolean cut = told.size() >= FILLS && fills.contains(told.path(told.size() - 1));
    if (fills.isEmpty() || cut) {
      return Optional.empty();
    }
    BigDecimal quantity = BigDecimal.ZERO;
    BigDecimal cost = BigDecimal.ZERO;
    for (JsonNode fill : fills) {
      quantity = quantity.add(decimal(fill, "size"));
      cost = cost.add(decimal(fill, "size").multiply(decimal(fill, "price")));
    }
    JsonNode last = fills.getFirst();
    return Optional.of(
        new Placed(
            clientOrderId,
            last.path("order_id").asText(),
            listing.instrument(),
            side(last),
            OrderType.MARKET,
            OrderStatus.FILLED,
            quantity,
            quantity,
            cost.divide(quantity, MathContext.DECIMAL64),
            null,
            Instant.parse(last.path("fillTime").asText())));
  }

  @Override
  public List<Placed> open(Exchange exchange) throws IOException {
    JsonNode answer =
        answer(
            requests(exchange)
                .openOrders(key(exchange), signer(exchange), exchange.getNonceFactory()));
    List<Placed> open = new ArrayList<>();
    for (JsonNode order : answer.path("openOrders")) {
      if (order.path("symbol").asText().startsWith("PF_")) {
        open.add(placed(order));
      }
    }
    return open;
  }

  private static Placed placed(JsonNode order) {
    BigDecimal filled = decimal(order, "filledSize");
    BigDecimal limit = decimal(order, "limitPrice");
    return new Placed(
        OrderDesk.idOf(order.path("cliOrdId").asText()).orElse(null),
        order.path("order_id").asText(),
        KrakenFuturesAdapters.adaptInstrument(order.path("symbol").asText()),
        side(order),
        switch (order.path("orderType").asText()) {
          case "lmt", "post" -> OrderType.LIMIT;
          case "take_profit" -> OrderType.TAKE_PROFIT;
          default -> OrderType.STOP_LOSS;
        },
        filled.signum() > 0 ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED,
        filled.add(decimal(order, "unfilledSize")),
        filled,
        null,
        limit.signum() > 0 ? limit : null,
        Instant.parse(order.path("lastUpdateTime").asText(order.path("receivedTime").asText())));
  }

  @Override
  public boolean fillsByInstrument() {
    return false;
  }

  /** The last hundred. */
  @Override
  public List<Filled> fills(Exchange exchange, @Nullable Listing listing, Instant since)
      throws IOException {
    var fees = new KrakenFuturesVenue().publishedFees().orElseThrow();
    List<Filled> fills = new ArrayList<>();
    for (JsonNode fill : answer(requestFills(exchange)).path("fills")) {
      if (fill.path("symbol").asText().startsWith("PF_")) {
        fills.add(filled(fill, fees));
      }
    }
    return fills;
  }

  private static Filled filled(JsonNode fill, Listing.Fees fees) {
    boolean maker = fill.path("fillType").asText().startsWith("maker");
    BigDecimal price = decimal(fill, "price");
    BigDecimal size = decimal(fill, "size");
    var instrument = KrakenFuturesAdapters.adaptInstrument(fill.path("symbol").asText());
    return new Filled(
        fill.path("fill_id").asText(),
        fill.path("order_id").asText(),
        OrderDesk.idOf(fill.path("cliOrdId").asText()).orElse(null),
        instrument,
        side(fill),
        price,
        size,
        price.multiply(size).multiply(maker ? fees.maker() : fees.taker()),
        instrument.getCounter().getCurrencyCode(),
        maker ? Liquidity.MAKER : Liquidity.TAKER,
        Instant.parse(fill.path("fillTime").asText()));
  }

  private static JsonNode requestFills(Exchange exchange) throws IOException {
    return requests(exchange)
        .fills(key(exchange), signer(exchange), exchange.getNonceFactory(), null);
  }

  private static AccountRequests requests(Exchange exchange) {
    return Requests.of(AccountRequests.class, exchange);
  }

  private static String key(Exchange exchange) {
    return exchange.getExchangeSpecification().getApiKey();
  }

  private static ParamsDigest signer(Exchange exchange) {
    return KrakenFuturesDigest.createInstance(exchange.getExchangeSpecification().getSecretKey());
  }

  private static JsonNode answer(JsonNode answer) {
    if (!"success".equals(answer.path("result").asText())) {
      throw new ExchangeException(answer.path("error").asText("answer without a result"));
    }
    return answer;
  }

  private static Side side(JsonNode order) {
    return "buy".equals(order.path("side").asText()) ? Side.BUY : Side.SELL;
  }

  private static BigDecimal decimal(JsonNode object, String field) {
    return new BigDecimal(object.path(field).asText("0"));
  }

  @Override
  public boolean isUnknownOrder(String detail) {
    return detail.contains("notFound") || detail.contains("invalidArgument: order_id");
  }
}
