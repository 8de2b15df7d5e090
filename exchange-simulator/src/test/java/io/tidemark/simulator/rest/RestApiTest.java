package io.tidemark.simulator.rest;

import static io.tidemark.simulator.rest.RestClient.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.venue.Venue;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class RestApiTest {

  private static final String BUY = "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700";

  private final Venue venue = TestVenues.open();
  private final RestClient client = new RestClient(venue);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pair=FOOBAR&type=buy&ordertype=limit&volume=1&price=700 | EQuery:Unknown asset pair",
        "pair=XBTUSD&type=hold&ordertype=limit&volume=1&price=700 | EGeneral:Invalid arguments:type",
        "pair=XBTUSD&type=buy&ordertype=iceberg&volume=1 | EGeneral:Invalid arguments:ordertype",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=x&price=700 | EGeneral:Invalid arguments:volume",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1 | EGeneral:Invalid arguments:price",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=-7 | EOrder:Invalid price",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700.001 | EOrder:Tick size check failed",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=0.00001&price=700 | EOrder:Order minimum not met",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=0.0005&price=700 | EOrder:Cost minimum not met",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=100&price=700 | EOrder:Insufficient funds",
        "pair=XBTUSD&type=buy&ordertype=market&volume=100 | EOrder:Insufficient funds",
        "pair=XBTUSD&type=sell&ordertype=market&volume=5.1 | EOrder:Insufficient funds",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=900&oflags=post | EOrder:Post only order",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&leverage=2 | EGeneral:Invalid arguments:leverage",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&timeinforce=GTD | EGeneral:Invalid arguments:timeinforce",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&oflags=viqc | EGeneral:Invalid arguments:oflags",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&deadline=2013-11-24T23:59:59Z | EService:Deadline elapsed",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&deadline=soon | EGeneral:Invalid arguments:deadline",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&cl_ord_id=much-too-long-an-id | EGeneral:Invalid arguments:cl_ord_id",
        "pair=XBTUSD&type=buy&ordertype=limit&volume=1&price=700&userref=99999999999 | EGeneral:Invalid arguments:userref"
      })
  void anOrderThatCannotBeIsRefusedInKrakensWords(String form, String expected) {
    JsonNode answer = client.post("AddOrder", form.strip());

    assertThat(error(answer)).isEqualTo(expected.strip());
    assertThat(answer.has("result")).isFalse();
    assertThat(venue.orders("alice")).isEmpty();
  }

  @Test
  void keysSignaturesAndNoncesAreChecked() {
    assertThat(error(client.post(new ApiKey("eve", "ZXZl"), "Balance", "", 1)))
        .isEqualTo("EAPI:Invalid key");
    assertThat(error(client.forged(""))).isEqualTo("EAPI:Invalid signature");
    assertThat(error(client.post(TestVenues.BOB, "Balance", "", 5))).isEmpty();
    assertThat(error(client.post(TestVenues.BOB, "Balance", "", 5)))
        .isEqualTo("EAPI:Invalid nonce");
    assertThat(error(client.post(TestVenues.BOB, "Balance", "", 6))).isEmpty();
  }

  @Test
  void unknownMethodsAreRefused() {
    assertThat(error(client.get("Nonsense", ""))).isEqualTo("EGeneral:Unknown method");
    assertThat(error(client.post("Withdraw", ""))).isEqualTo("EGeneral:Unknown method");
  }

  @Test
  void validateChecksAndPlacesNothing() {
    JsonNode answer = client.post("AddOrder", BUY + "&validate=true&position=0&close={}");

    assertThat(error(answer)).isEmpty();
    assertThat(answer.path("result").has("txid")).isFalse();
    assertThat(venue.orders("alice")).isEmpty();
  }

  @Test
  void aClientOrderIdIsUniqueAmongOpenOrdersAndFindsTheOrderEverywhere() {
    String id = "6d1b345e-2821-40e2-ad83-4ecb18a06876";
    String txid = client.post("AddOrder", BUY + "&cl_ord_id=" + id).at("/result/txid/0").asString();

    assertThat(error(client.post("AddOrder", BUY + "&cl_ord_id=" + id)))
        .startsWith("EGeneral:Invalid arguments:cl_ord_id");
    assertThat(client.post("OpenOrders", "cl_ord_id=" + id).at("/result/open").has(txid)).isTrue();
    assertThat(client.post("OpenOrders", "cl_ord_id=other").at("/result/open")).isEmpty();
    assertThat(client.post("QueryOrders", "cl_ord_id=" + id).at("/result").has(txid)).isTrue();
    assertThat(client.post("CancelOrder", "cl_ord_id=" + id).at("/result/count").asInt())
        .isEqualTo(1);
    JsonNode closed = client.post("ClosedOrders", "cl_ord_id=" + id).at("/result/closed");
    assertThat(closed.path(txid).path("status").asString()).isEqualTo("canceled");
    assertThat(closed.path(txid).path("cl_ord_id").asString()).isEqualTo(id);
    assertThat(error(client.post("AddOrder", BUY + "&cl_ord_id=" + id))).isEmpty();
  }

  @Test
  void aUserrefAndAClientOrderIdExcludeEachOther() {
    assertThat(error(client.post("AddOrder", BUY + "&userref=1&cl_ord_id=a")))
        .startsWith("EGeneral:Invalid arguments:cl_ord_id and userref");
  }

  @Test
  void severalOrdersOfAUserrefAreCancelledTogether() {
    client.post("AddOrder", BUY + "&userref=-7");
    client.post("AddOrder", BUY + "&userref=-7");

    assertThat(client.post("CancelOrder", "txid=-7").at("/result/count").asInt()).isEqualTo(2);
    assertThat(error(client.post("CancelOrder", "txid=-7"))).isEqualTo("EOrder:Unknown order");
  }

  @Test
  void anEditedOrderIsAnotherOrderAndFreesTheFundsOfTheFirst() {
    String form = "pair=XBTUSD&type=buy&ordertype=limit&volume=12&price=700";
    String txid = client.post("AddOrder", form).at("/result/txid/0").asString();

    JsonNode answer = client.post("EditOrder", "pair=XBTUSD&txid=" + txid + "&volume=13&price=705");

    assertThat(error(answer)).isEmpty();
    assertThat(answer.at("/result/originaltxid").asString()).isEqualTo(txid);
    assertThat(venue.openOrders("alice"))
        .singleElement()
        .satisfies(order -> assertThat(order.request().price()).hasToString("705"));
    assertThat(
            error(
                client.post(
                    "EditOrder", "txid=" + answer.at("/result/txid").asString() + "&volume=1000")))
        .isEqualTo("EOrder:Insufficient funds");
    assertThat(venue.openOrders("alice")).hasSize(1);
  }

  @Test
  void aMarketOrderIsBookedAndReportedExactly() {
    String txid =
        client
            .post("AddOrder", "pair=XBTUSD&type=buy&ordertype=market&volume=2&userref=77")
            .at("/result/txid/0")
            .asString();

    JsonNode order =
        client.post("QueryOrders", "txid=" + txid + "&trades=true").at("/result/" + txid);
    assertThat(order.path("status").asString()).isEqualTo("closed");
    assertThat(order.path("userref").asInt()).isEqualTo(77);
    JsonNode trades = client.post("TradesHistory", "").at("/result/trades");
    assertThat(trades.size()).isEqualTo(order.path("trades").size()).isPositive();
    BigDecimal paid = BigDecimal.ZERO;
    for (JsonNode trade : trades) {
      paid =
          paid.add(new BigDecimal(trade.path("cost").asString()))
              .add(new BigDecimal(trade.path("fee").asString()));
    }
    JsonNode balance = client.post("Balance", "").path("result");
    assertThat(new BigDecimal(balance.path("ZUSD").asString()))
        .isEqualByComparingTo(new BigDecimal("10000").subtract(paid));
    assertThat(balance.path("XXBT").asString()).isEqualTo("7.0000000000");
  }

  @Test
  void tradesPageWithoutLossOrRepeat() {
    TestVenues.play(venue, 3_500);
    List<Integer> ids = new ArrayList<>();
    String since = "0";
    while (ids.size() < venue.markets().getFirst().played()) {
      JsonNode page = client.get("Trades", "pair=XBTUSD&since=" + since).path("result");
      page.path("XXBTZUSD").forEach(row -> ids.add(row.path(6).asInt()));
      since = page.path("last").asString();
    }

    assertThat(ids).doesNotHaveDuplicates().isSorted();
    assertThat(client.get("Trades", "pair=XBTUSD&since=" + since).at("/result/XXBTZUSD")).isEmpty();
  }

  @Test
  void candlesAreGivenAfterASinceAndUpToNow() {
    TestVenues.play(venue, 2_000);

    JsonNode all = client.get("OHLC", "pair=XBTUSD&interval=60").path("result");
    String last = all.path("last").asString();
    JsonNode newer =
        client.get("OHLC", "pair=XBTUSD&interval=60&since=" + last).at("/result/XXBTZUSD");

    assertThat(newer).hasSize(1);
    assertThat(error(client.get("OHLC", "pair=XBTUSD&interval=7")))
        .isEqualTo("EGeneral:Invalid arguments:interval");
  }
}
