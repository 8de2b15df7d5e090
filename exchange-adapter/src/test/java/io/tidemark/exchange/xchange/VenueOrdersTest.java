package io.tidemark.exchange.xchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tidemark.exchange.AccountSubscription;
import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.CollectingListener;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.reason.OrderReason;
import java.net.URI;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders at the venues that take an id of ours. */
class VenueOrdersTest {

  private static final UUID ID = UUID.fromString("6d1b345e-2821-50e2-ad83-4ecb18a06876");
  private static final String ORDER =
      """
      {"symbol":"BTCUSDT","orderId":77,"clientOrderId":"%s","price":"100.00","origQty":"1.0",
       "executedQty":"%s","cummulativeQuoteQty":"%s","status":"%s","timeInForce":"GTC",
       "type":"LIMIT","side":"BUY","stopPrice":"0.0","icebergQty":"0.0","time":1772366399000,
       "transactTime":1772366399000,"fills":[]}
      """;
  private static final String OPEN = "/api/v3/openOrders";
  private static final String PLACE = "POST /api/v3/order";

  private final VenueStub stub = new VenueStub();
  private final XChangeGateway gateway = binance();

  private XChangeGateway binance() {
    VenueAnswers.all()
        .filter(venue -> venue.exchange().equals("binance"))
        .findFirst()
        .orElseThrow()
        .prepare(stub);
    return stub.gateway("binance");
  }

  @AfterEach
  void close() {
    gateway.close();
    stub.close();
  }

  private static VenueOrder order(OrderType type, TimeInForce force, boolean postOnly) {
    return order("binance", "BTC/USDT", type, force, postOnly);
  }

  private static VenueOrder order(
      String exchange, String symbol, OrderType type, TimeInForce force, boolean postOnly) {
    return new VenueOrder(
        ID,
        InstrumentId.of(exchange, symbol),
        Side.BUY,
        type,
        Quantity.of("1"),
        type == OrderType.LIMIT ? Price.of("100") : null,
        type == OrderType.STOP_LOSS ? Price.of("90") : null,
        postOnly,
        force,
        VenueStub.NOW.plusSeconds(30));
  }

  private static VenueOrder limit() {
    return order(OrderType.LIMIT, TimeInForce.GTC, false);
  }

  private static String told(String filled, String cost, String status) {
    return ORDER.formatted(ID, filled, cost, status);
  }

  private void accept() {
    stub.on(PLACE, told("0", "0", "NEW"));
  }

  @Test
  void sendsAnOrderOnceWithItsId() {
    accept();

    assertThat(gateway.submit(limit())).isEqualTo(new SubmitOutcome.Accepted("77"));
    assertThat(stub.requests("/api/v3/order"))
        .singleElement()
        .asString()
        .contains("newClientOrderId=" + ID, "type=LIMIT", "timeInForce=GTC", "quantity=1");
  }

  @Test
  void saysPostOnlyAndImmediateOrCancelInTheVenuesWords() {
    accept();
    gateway.submit(order(OrderType.LIMIT, TimeInForce.GTC, true));
    gateway.submit(order(OrderType.LIMIT, TimeInForce.IOC, false));

    assertThat(stub.requests("/api/v3/order").get(0)).contains("type=LIMIT_MAKER");
    assertThat(stub.requests("/api/v3/order").get(1)).contains("timeInForce=IOC");
  }

  @Test
  void keepsAnOrderBackThatTheModuleCannotSend() {
    assertThat(gateway.submit(order(OrderType.STOP_LOSS, TimeInForce.GTC, false)))
        .isInstanceOfSatisfying(
            SubmitOutcome.NotSent.class,
            kept -> assertThat(kept.reason()).isEqualTo(OrderReason.INVALID_ORDER));
    assertThat(stub.requests("/api/v3/order")).isEmpty();
  }

  @Test
  void tellsWhyTheVenueRefused() {
    stub.fails(
        PLACE,
        400,
        "{\"code\":-2010,\"msg\":\"Account has insufficient balance for requested action.\"}");

    assertThat(gateway.submit(limit()))
        .isInstanceOfSatisfying(
            SubmitOutcome.Rejected.class,
            rejected -> assertThat(rejected.reason()).isEqualTo(OrderReason.INSUFFICIENT_FUNDS));
  }

  @Test
  void neverRepeatsAnOrderWhoseAnswerIsDoubtful() {
    stub.fails(PLACE, 503, "{\"code\":-1000,\"msg\":\"Unknown error\"}");

    assertThat(gateway.submit(limit())).isInstanceOf(SubmitOutcome.Ambiguous.class);
    assertThat(stub.requests("/api/v3/order")).hasSize(1);
  }

  @Test
  void findsADoubtfulOrderByItsId() {
    stub.fails(PLACE, 503, "{\"code\":-1000,\"msg\":\"Unknown error\"}");
    gateway.submit(limit());
    stub.on("GET /api/v3/order", told("0.4", "40.0", "PARTIALLY_FILLED"));

    VenueOrderState state =
        ((OrderLookup.Found) gateway.orderByClientId(ID, VenueStub.NOW)).state();
    assertThat(state.status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
    assertThat(state.filled()).isEqualTo(Quantity.of("0.4"));
    assertThat(state.averagePrice()).isEqualTo(Price.of("100"));
    assertThat(stub.requests("/api/v3/order").getLast()).contains("origClientOrderId=" + ID);
  }

  @Test
  void neverProvesThatAnOrderIsAbsent() {
    stub.fails(PLACE, 503, "{\"code\":-1000,\"msg\":\"Unknown error\"}");
    gateway.submit(limit());
    stub.fails("GET /api/v3/order", 400, "{\"code\":-2013,\"msg\":\"Order does not exist.\"}");

    assertThat(gateway.orderByClientId(ID, Instant.EPOCH))
        .isInstanceOf(OrderLookup.NotProven.class);
  }

  @Test
  void saysWhenThereIsNothingToCancel() {
    accept();
    gateway.submit(limit());
    stub.fails("DELETE /api/v3/order", 400, "{\"code\":-2011,\"msg\":\"Unknown order sent.\"}");

    assertThat(gateway.cancel(ID, null)).isInstanceOf(CancelOutcome.NotOpen.class);
  }

  @Test
  void tellsFillsWithOurIdAndTheCommissionsCurrency() {
    accept();
    gateway.submit(limit());
    stub.on(OPEN, "[]");
    stub.on(
        "/api/v3/myTrades",
        """
        [{"symbol":"BTCUSDT","id":5,"orderId":77,"price":"100.00","qty":"0.4","quoteQty":"40",
          "commission":"0.001","commissionAsset":"BNB","time":1772366399500,"isBuyer":true,
          "isMaker":true,"isBestMatch":true}]
        """);

    VenueFill fill = gateway.fills(VenueStub.NOW.minusSeconds(60)).getFirst();
    assertThat(fill.clientOrderId()).isEqualTo(ID);
    assertThat(fill.fee()).isEqualTo(Money.of("0.001", "BNB"));
    assertThat(fill.liquidity()).isEqualTo(Liquidity.MAKER);
  }

  @Test
  void followsAnAccountByPolling() {
    stub.on(OPEN, "[" + told("0", "0", "NEW") + "]", "[]");
    stub.on("/api/v3/myTrades", "[]");
    stub.on("GET /api/v3/order", told("1.0", "100.0", "FILLED"));
    CollectingListener listener = new CollectingListener();

    try (AccountSubscription _ = gateway.subscribeAccount(listener)) {
      await()
          .untilAsserted(
              () ->
                  assertThat(listener.orders)
                      .extracting(VenueOrderState::status)
                      .containsExactly(OrderStatus.ACCEPTED, OrderStatus.FILLED));
    }
  }

  @Test
  void refusesOrdersWhereTheModuleCannotBeReliedOn() {
    try (XChangeGateway bybit = stub.gateway("bybit")) {
      assertThat(bybit.submit(order("bybit", "BTC/USDT", OrderType.MARKET, TimeInForce.GTC, false)))
          .isInstanceOfSatisfying(
              SubmitOutcome.NotSent.class, kept -> assertThat(kept.detail()).contains("cancel"));
      assertThatThrownBy(bybit::openOrders).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void placesAndFindsOrdersAtKrakenFutures() {
    VenueAnswers venue =
        VenueAnswers.all()
            .filter(v -> v.exchange().equals("krakenfutures"))
            .findFirst()
            .orElseThrow();
    venue.prepare(stub);
    stub.on(
        "/derivatives/api/v3/sendorder",
        """
        {"result":"success","sendStatus":{"order_id":"o1","status":"placed",
         "receivedTime":"2026-03-01T12:00:00.000Z"},"serverTime":"2026-03-01T12:00:00.000Z"}
        """);
    stub.on(
        "/derivatives/api/v3/openorders",
        """
        {"result":"success","openOrders":[{"order_id":"o1","cliOrdId":"%s","symbol":"PF_XBTUSD",
         "side":"buy","orderType":"lmt","limitPrice":100,"unfilledSize":0.75,"filledSize":0.25,
         "receivedTime":"2026-03-01T12:00:00.000Z","lastUpdateTime":"2026-03-01T12:00:01.000Z",
         "status":"partiallyFilled","reduceOnly":false}]}
        """
            .formatted(ID));
    URI address = venue.address(stub);
    try (XChangeGateway futures =
        new XChangeGateway(VenueStub.settings("krakenfutures", address), VenueStub.context())) {
      VenueOrder order =
          order("krakenfutures", "BTC-PERP/USD", OrderType.LIMIT, TimeInForce.GTC, true);

      assertThat(futures.submit(order)).isEqualTo(new SubmitOutcome.Accepted("o1"));
      assertThat(stub.requests("/derivatives/api/v3/sendorder").getFirst())
          .contains("cliOrdId=" + ID, "orderType=post", "symbol=PF_XBTUSD", "size=1");
      VenueOrderState state =
          ((OrderLookup.Found) futures.orderByClientId(ID, VenueStub.NOW)).state();
      assertThat(state.quantity()).isEqualTo(Quantity.of("1"));
      assertThat(state.filled()).isEqualTo(Quantity.of("0.25"));
    }
  }
}
