package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.exchange.CancelOutcome;
import io.tidemark.exchange.Credentials;
import io.tidemark.exchange.ExchangeSettings;
import io.tidemark.exchange.ExchangeSettings.RateLimit;
import io.tidemark.exchange.OrderLookup;
import io.tidemark.exchange.SubmitOutcome;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrder;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.model.reason.OrderReason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KrakenOrderTest {

  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final UUID ID = UUID.fromString("6d1b345e-2821-50e2-ad83-4ecb18a06876");
  private static final Instant DEADLINE = StubVenue.NOW.plusSeconds(10);

  private final StubVenue venue = new StubVenue();
  private final KrakenGateway gateway = venue.gateway();

  @AfterEach
  void close() {
    gateway.close();
    venue.close();
  }

  private static VenueOrder limit(boolean postOnly, TimeInForce timeInForce) {
    return order(OrderType.LIMIT, Price.of("30000.1"), null, postOnly, timeInForce);
  }

  private static VenueOrder order(
      OrderType type,
      @Nullable Price limit,
      @Nullable Price stop,
      boolean postOnly,
      TimeInForce timeInForce) {
    return new VenueOrder(
        ID,
        BTC_USD,
        Side.BUY,
        type,
        Quantity.of("0.25"),
        limit,
        stop,
        postOnly,
        timeInForce,
        DEADLINE);
  }

  private SubmitOutcome submit() {
    return gateway.submit(limit(false, TimeInForce.GTC));
  }

  private static StubVenue.Reply taken() {
    return StubVenue.json(
        "{\"error\":[],\"result\":{\"descr\":{\"order\":\"buy\"},\"txid\":[\"OABCDE-12345-678\"]}}");
  }

  @Test
  void sendsAnOrderWithItsClientIdAndDeadline() {
    venue.on("AddOrder", taken());

    assertThat(submit()).isEqualTo(new SubmitOutcome.Accepted("OABCDE-12345-678"));
    assertThat(venue.requests("AddOrder").getFirst())
        .contains(
            "pair=XXBTZUSD",
            "type=buy",
            "ordertype=limit",
            "volume=0.25",
            "price=30000.1",
            "cl_ord_id=" + ID,
            "deadline=2026-03-01T12:00:10Z")
        .doesNotContain("userref", "timeinforce", "null");
  }

  @Test
  void readsTheRecordedAcceptance() {
    venue.on(
        "AddOrder",
        StubVenue.json(
            SharedData.text(
                "kraken-payloads/xchange-rest/trading__example-addorder-response-data.json")));

    assertThat(submit()).isEqualTo(new SubmitOutcome.Accepted("OWQJ5O-ZWYC7-5R7POQ"));
  }

  @Test
  void sendsWhatMakesAnOrderPostOnlyOrImmediate() {
    venue.on("AddOrder", taken());
    gateway.submit(limit(true, TimeInForce.GTC));
    gateway.submit(limit(false, TimeInForce.IOC));

    assertThat(venue.requests("AddOrder").get(0)).contains("oflags=fciq,post");
    assertThat(venue.requests("AddOrder").get(1)).contains("timeinforce=IOC");
  }

  @Test
  void sendsTheStopPriceOfAStop() {
    venue.on("AddOrder", taken());
    gateway.submit(order(OrderType.STOP_LOSS, null, Price.of("29000"), false, TimeInForce.GTC));

    assertThat(venue.requests("AddOrder").getFirst())
        .contains("ordertype=stop-loss", "price=29000");
  }

  @Test
  void tellsARefusal() {
    venue.on("AddOrder", StubVenue.error("EOrder:Insufficient funds"));

    assertThat(submit())
        .isEqualTo(
            new SubmitOutcome.Rejected(
                OrderReason.INSUFFICIENT_FUNDS, "EOrder:Insufficient funds"));
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 502, 503, 520})
  void callsAServerErrorAmbiguousAndSendsOnce(int status) {
    venue.on("AddOrder", StubVenue.status(status, "{}"));

    assertThat(submit()).isInstanceOf(SubmitOutcome.Ambiguous.class);
    assertThat(venue.requests("AddOrder")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "<html>oops</html>", "{\"error\":[]}", "{\"error\":[],\"result\":{}}"})
  void callsAnAnswerItCannotReadAmbiguous(String body) {
    venue.on("AddOrder", StubVenue.json(body));

    assertThat(submit()).isInstanceOf(SubmitOutcome.Ambiguous.class);
    assertThat(venue.requests("AddOrder")).hasSize(1);
  }

  @Test
  void callsSilenceAmbiguous() {
    venue.on("AddOrder", venue.silence());

    assertThat(submit())
        .isInstanceOfSatisfying(
            SubmitOutcome.Ambiguous.class,
            outcome -> assertThat(outcome.detail()).contains("SocketTimeoutException"));
  }

  @Test
  void sendsOnceOverAKeptConnectionThatTheVenueCloses() {
    venue.on("AddOrder", taken(), StubVenue.hangUp());
    submit();

    assertThat(submit()).isInstanceOf(SubmitOutcome.Ambiguous.class);
    assertThat(venue.requests("AddOrder")).hasSize(2);
  }

  @Test
  void knowsThatARefusedConnectionCarriedNothing() throws IOException {
    URI nobody = URI.create("http://127.0.0.1:" + freePort());
    KrakenGateway nowhere = StubVenue.gateway(venue.settings().at(nobody, nobody));

    assertThat(nowhere.submit(limit(false, TimeInForce.GTC)))
        .isInstanceOfSatisfying(
            SubmitOutcome.NotSent.class,
            outcome -> assertThat(outcome.reason()).isEqualTo(OrderReason.VENUE_UNAVAILABLE));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @Test
  void doesNotSendBeyondItsRateLimit() {
    venue.on("AddOrder", taken());
    ExchangeSettings slow =
        venue.settings().with(new RateLimit(2, Duration.ofMinutes(10), Duration.ZERO));
    KrakenGateway limited = StubVenue.gateway(slow);
    limited.submit(limit(false, TimeInForce.GTC));

    assertThat(limited.submit(limit(false, TimeInForce.GTC)))
        .isInstanceOfSatisfying(
            SubmitOutcome.NotSent.class,
            outcome -> assertThat(outcome.reason()).isEqualTo(OrderReason.RATE_LIMITED));
    assertThat(venue.requests("AddOrder")).hasSize(1);
  }

  @Test
  void doesNotSendAnOrderForWhatIsNotListed() {
    VenueOrder unknown =
        new VenueOrder(
            ID,
            InstrumentId.of("kraken", "BTC/XYZ"),
            Side.BUY,
            OrderType.MARKET,
            Quantity.of("1"),
            null,
            null,
            false,
            TimeInForce.GTC,
            DEADLINE);

    assertThat(gateway.submit(unknown)).isInstanceOf(SubmitOutcome.NotSent.class);
    assertThat(venue.requests("AddOrder")).isEmpty();
  }

  @Test
  void sendsNoncesFromTheLeaseOnStrictlyRisingUnderConcurrency() throws Exception {
    venue.on("AddOrder", taken());
    venue.on("Time", StubVenue.json("{\"error\":[],\"result\":{\"unixtime\":7}}"));
    Callable<SubmitOutcome> one = this::submit;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      threads.invokeAll(IntStream.range(0, 40).mapToObj(i -> one).toList());
    }
    List<Long> nonces =
        venue.requests("AddOrder").stream()
            .map(request -> request.replaceAll(".*nonce=(\\d+).*", "$1"))
            .map(Long::valueOf)
            .toList();

    assertThat(nonces).hasSize(40).isSorted().doesNotHaveDuplicates();
    assertThat(nonces.getFirst()).isEqualTo(StubVenue.NOW.getEpochSecond() * 1_000_000);
  }

  @Test
  void cancelsByClientId() {
    venue.on(
        "CancelOrder",
        StubVenue.json("{\"error\":[],\"result\":{\"count\":1}}"),
        StubVenue.error("EOrder:Unknown order"),
        StubVenue.status(502, "{}"));

    assertThat(gateway.cancel(ID, null)).isEqualTo(new CancelOutcome.Accepted());
    assertThat(venue.requests("CancelOrder").getFirst()).contains("cl_ord_id=" + ID);
    assertThat(gateway.cancel(ID, "OABCDE")).isInstanceOf(CancelOutcome.NotOpen.class);
    assertThat(gateway.cancel(ID, "OABCDE")).isInstanceOf(CancelOutcome.Ambiguous.class);
  }

  private void venueTime(Instant time) {
    venue.on(
        "Time",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"unixtime\":%d}}".formatted(time.getEpochSecond())));
  }

  private static StubVenue.Reply empty(String kind) {
    return StubVenue.json("{\"error\":[],\"result\":{\"%s\":{},\"count\":0}}".formatted(kind));
  }

  private static String order(String status, String executed) {
    return """
        {"OABCDE-12345-678":{"cl_ord_id":"%s","status":"%s","opentm":1772366400.5,"closetm":0,
         "descr":{"pair":"XBTUSD","type":"buy","ordertype":"limit","price":"30000.1"},
         "vol":"0.25000000","vol_exec":"%s","cost":"3000.01","price":"30000.1","reason":"User requested"}}
        """
        .formatted(ID, status, executed);
  }

  @Test
  void findsAnOpenOrder() {
    venueTime(StubVenue.NOW);
    venue.on(
        "OpenOrders",
        StubVenue.json("{\"error\":[],\"result\":{\"open\":%s}}".formatted(order("open", "0.1"))));

    assertThat(gateway.orderByClientId(ID, DEADLINE))
        .isInstanceOfSatisfying(
            OrderLookup.Found.class,
            found -> {
              assertThat(found.state().status()).isEqualTo(OrderStatus.PARTIALLY_FILLED);
              assertThat(found.state().filled()).isEqualTo(Quantity.of("0.1"));
              assertThat(found.state().clientOrderId()).isEqualTo(ID);
            });
    assertThat(venue.requests("OpenOrders").getFirst()).contains("cl_ord_id=" + ID);
  }

  @Test
  void asksForTheFillsThatAnOrderNames() {
    OrderLookup.Found order = foundWithTrades();
    venue.on("QueryTrades", fills("T1", "T2"));

    assertThat(gateway.fillsOf(order, Instant.EPOCH))
        .extracting(VenueFill::venueTradeId)
        .containsExactly("T1", "T2");
    assertThat(venue.requests("QueryTrades").getFirst()).contains("txid=T1,T2");
    assertThat(venue.requests("TradesHistory")).isEmpty();
  }

  @Test
  void readsBackThroughAllFillsIfThoseNamedDoNotAddUp() {
    OrderLookup.Found order = foundWithTrades();
    venue.on("QueryTrades", fills("T1"));
    venue.on(
        "TradesHistory",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"count\":2,\"trades\":{%s,%s}}}"
                .formatted(fill("T1"), fill("T2"))));

    assertThat(gateway.fillsOf(order, Instant.EPOCH))
        .extracting(VenueFill::venueTradeId)
        .containsExactly("T1", "T2");
  }

  private OrderLookup.Found foundWithTrades() {
    venueTime(StubVenue.NOW);
    venue.on(
        "OpenOrders",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"open\":%s}}"
                .formatted(
                    order("open", "0.2")
                        .replace("\"vol\"", "\"trades\":[\"T1\",\"T2\"],\"vol\""))));
    return (OrderLookup.Found) gateway.orderByClientId(ID, DEADLINE);
  }

  private static StubVenue.Reply fills(String... ids) {
    return StubVenue.json(
        "{\"error\":[],\"result\":{%s}}"
            .formatted(
                Arrays.stream(ids).map(KrakenOrderTest::fill).collect(Collectors.joining(","))));
  }

  private static String fill(String id) {
    return """
        "%s":{"ordertxid":"OABCDE-12345-678","pair":"XXBTZUSD","time":1772366400.6,"type":"buy",
         "ordertype":"limit","price":"30000.1","cost":"3000.01","fee":"4.8","vol":"0.1",
         "maker":true,"cl_ord_id":"%s"}
        """
        .formatted(id, ID);
  }

  @Test
  void findsAClosedOrder() {
    venueTime(StubVenue.NOW);
    venue.on("OpenOrders", empty("open"));
    venue.on(
        "ClosedOrders",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"closed\":%s,\"count\":1}}"
                .formatted(order("canceled", "0"))));

    assertThat(gateway.orderByClientId(ID, DEADLINE))
        .isInstanceOfSatisfying(
            OrderLookup.Found.class,
            found -> {
              assertThat(found.state().status()).isEqualTo(OrderStatus.CANCELLED);
              assertThat(found.state().reason()).isEqualTo(OrderReason.REQUESTED);
            });
  }

  @Test
  void provesAbsenceOnlyPastTheDeadline() {
    venue.on("OpenOrders", empty("open"));
    venue.on("ClosedOrders", empty("closed"));

    venueTime(DEADLINE);
    assertThat(gateway.orderByClientId(ID, DEADLINE)).isInstanceOf(OrderLookup.NotProven.class);
    venueTime(DEADLINE.plusSeconds(1));
    assertThat(gateway.orderByClientId(ID, DEADLINE))
        .isEqualTo(new OrderLookup.Absent(DEADLINE.plusSeconds(1)));
  }

  @Test
  void readsTheClockBeforeItSearches() {
    venueTime(DEADLINE.plusSeconds(1));
    venue.on("OpenOrders", empty("open"));
    venue.on("ClosedOrders", empty("closed"));
    gateway.orderByClientId(ID, DEADLINE);

    assertThat(venue.requests())
        .extracting(request -> request.substring(0, request.indexOf('?')))
        .containsExactly("Time", "OpenOrders", "ClosedOrders");
  }

  @Test
  void provesNothingWhenASearchFailsOrIsCut() {
    venueTime(DEADLINE.plusSeconds(1));
    venue.on("OpenOrders", empty("open"));
    venue.on("ClosedOrders", StubVenue.status(502, "{}"));
    assertThat(gateway.orderByClientId(ID, DEADLINE)).isInstanceOf(OrderLookup.NotProven.class);

    venue.on(
        "ClosedOrders", StubVenue.json("{\"error\":[],\"result\":{\"closed\":{},\"count\":51}}"));
    assertThat(gateway.orderByClientId(ID, DEADLINE)).isInstanceOf(OrderLookup.NotProven.class);
  }

  @Test
  void neverShowsCredentials() {
    assertThat(venue.settings().toString()).doesNotContain("a-key", StubVenue.SECRET);
    ExchangeSettings broken =
        venue.settings().with(new Credentials("a-key", "not base 64, but secret"));

    assertThatThrownBy(() -> StubVenue.gateway(broken))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining("but secret")
        .hasNoCause();
  }
}
