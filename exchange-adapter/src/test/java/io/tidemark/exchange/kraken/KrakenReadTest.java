package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.Balance;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.OrderBookView;
import io.tidemark.exchange.TickerView;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.exchange.TradePage;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.reason.DataFault;
import io.tidemark.model.reason.OrderReason;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KrakenReadTest {

  private static final Instant LATER = Instant.parse("2100-01-01T00:00:00Z");
  private static final InstrumentId BTC_USD = InstrumentId.of("kraken", "BTC/USD");
  private static final InstrumentId BTC_EUR = InstrumentId.of("kraken", "BTC/EUR");
  private static final String RECORDED = "kraken-payloads/xchange-rest/";

  private final StubVenue venue = new StubVenue();
  private final KrakenGateway gateway = venue.gateway();

  @AfterEach
  void close() {
    gateway.close();
    venue.close();
  }

  private void record(String call, String file) {
    venue.on(call, StubVenue.json(SharedData.text(RECORDED + file)));
  }

  @Test
  void readsTheRecordedTime() {
    record("Time", "marketdata__example-servertime-data.json");

    assertThat(gateway.serverTime()).isEqualTo(Instant.parse("2014-02-08T05:04:36Z"));
  }

  @Test
  void readsTheRecordedTrades() {
    record("Trades", "marketdata__example-trades-data.json");
    TradePage page = gateway.trades(BTC_USD, TradeCursor.at(Instant.EPOCH));

    MarketTrade first = page.trades().getFirst();
    assertThat(first.price()).isEqualTo(Price.of("1023.82219"));
    assertThat(first.quantity()).isEqualTo(Quantity.of("0.00435995"));
    assertThat(first.taker()).isEqualTo(Side.SELL);
    assertThat(first.eventTime()).isEqualTo(Instant.parse("2013-11-27T19:17:21.777400Z"));
    assertThat(page.trades()).extracting(MarketTrade::tradeId).doesNotHaveDuplicates();
  }

  @Test
  void readsTheRecordedCandlesWithoutTheFormingOne() {
    record("OHLC", "marketdata__example-ohlc-data.json");
    List<Bar> bars = gateway.candles(BTC_USD, Timeframe.M1, Instant.EPOCH, LATER).bars();

    Bar first = bars.getFirst();
    assertThat(first.openTime()).isEqualTo(Instant.ofEpochSecond(1502402520));
    assertThat(first.close()).isEqualTo(Price.of("3449.999"));
    assertThat(first.source()).isEqualTo(BarSource.VENUE_CANDLE);
    assertThat(first.vwap()).isNull();
    assertThat(bars).hasSize(tradedRows() - 1);
  }

  private static int tradedRows() {
    JsonNode rows =
        KrakenMessages.parse(SharedData.text(RECORDED + "marketdata__example-ohlc-data.json"))
            .path("result")
            .path("XXBTZUSD");
    return Math.toIntExact(rows.valueStream().filter(row -> row.path(7).asLong() > 0).count());
  }

  @Test
  void leavesMinutesWithoutATradeOut() {
    venue.on(
        "OHLC",
        StubVenue.json(
            """
            {"error":[],"result":{"XXBTZUSD":[
             [60,"1.0","1.0","1.0","1.0","0.0","0.00000000",0],
             [120,"1.0","2.0","1.0","2.0","1.5","3.00000000",2],
             [180,"2.0","2.0","2.0","2.0","2.0","1.00000000",1]],"last":120}}
            """));

    assertThat(gateway.candles(BTC_USD, Timeframe.M1, Instant.ofEpochSecond(60), LATER).bars())
        .extracting(Bar::openTime)
        .containsExactly(Instant.ofEpochSecond(120));
    assertThat(venue.requests("OHLC").getFirst()).contains("interval=1", "since=59");
  }

  @Test
  void refusesATimeframeThatTheVenueLacks() {
    assertThatThrownBy(() -> gateway.candles(BTC_USD, Timeframe.W1, Instant.EPOCH, LATER))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1w");
  }

  @Test
  void readsTheRecordedBook() {
    record("Depth", "marketdata__example-depth-data.json");
    OrderBookView book = gateway.orderBook(BTC_EUR, 2);

    assertThat(book.asks()).hasSize(2);
    assertThat(book.bids().getFirst().price()).isEqualTo(Price.of("526.26"));
    assertThat(book.bids().getLast().cumulative()).isEqualTo(Quantity.of("6.062"));
    assertThat(book.eventTime()).isEqualTo(Instant.ofEpochSecond(1391825343));
  }

  @Test
  void readsTheRecordedTicker() {
    record("Ticker", "marketdata__example-ticker-data.json");
    TickerView ticker = gateway.ticker(BTC_EUR);

    assertThat(ticker.bid()).isEqualTo(Price.of("560.466"));
    assertThat(ticker.ask()).isEqualTo(Price.of("562.26651"));
    assertThat(ticker.last()).isEqualTo(Price.of("560.87711"));
    assertThat(ticker.volume24h()).isEqualTo(Quantity.of("600.91850325"));
    assertThat(ticker.trades24h()).isEqualTo(2783);
    assertThat(ticker.observedAt()).isEqualTo(StubVenue.NOW);
  }

  @Test
  void tellsTheExactQuantityAtTheTop() {
    venue.on(
        "Ticker",
        StubVenue.json(
            """
            {"error":[],"result":{"XXBTZUSD":{"a":["101.0","1","1.250"],"b":["100.0","0","0.500"],
             "c":["100.5","0.1"],"v":["1","2"],"p":["100","100"],"t":[1,2],"l":["99","98"],
             "h":["102","103"],"o":"100"}}}
            """));

    assertThat(gateway.ticker(BTC_USD).bidQuantity()).isEqualTo(Quantity.of("0.5"));
    assertThat(gateway.ticker(BTC_USD).askQuantity()).isEqualTo(Quantity.of("1.25"));
  }

  @Test
  void readsTheRecordedOpenOrdersAsOfOtherHands() {
    record("OpenOrders", "trading__example-openorders-data.json");
    VenueOrderState order = gateway.openOrders().getFirst();

    assertThat(order.clientOrderId()).isNull();
    assertThat(order.venueOrderId()).isEqualTo("O767CW-TXHCL-FWZ5R2");
    assertThat(order.instrument()).isEqualTo(InstrumentId.of("kraken", "XRP/BTC"));
    assertThat(order.status()).isEqualTo(OrderStatus.ACCEPTED);
    assertThat(order.limitPrice()).isEqualTo(Price.of("0.00001"));
    assertThat(order.averagePrice()).isNull();
  }

  @Test
  void readsTheRecordedFillsWithTheirClientOrderIds() {
    UUID ours = UUID.fromString("6d1b345e-2821-40e2-ad83-4ecb18a06876");
    record("TradesHistory", "trading__example-tradehistory-data.json");
    venue.on(
        "QueryOrders",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"ONRNOX-DVI4W-76DL6Q-2\":{\"cl_ord_id\":\"%s\"}}}"
                .formatted(ours)));
    List<VenueFill> fills = gateway.fills(Instant.EPOCH);

    assertThat(fills).hasSize(3);
    assertThat(fills).extracting(VenueFill::clientOrderId).containsExactly(null, ours, null);
    VenueFill second = fills.get(1);
    assertThat(second.instrument()).isEqualTo(BTC_USD);
    assertThat(second.fee()).isEqualTo(Money.of("0.03208", "USD"));
    assertThat(second.liquidity()).isEqualTo(Liquidity.TAKER);
    assertThat(second.eventTime()).isEqualTo(Instant.parse("2014-01-07T05:19:02.208900Z"));
  }

  @Test
  void readsEveryPageOfFillsOnce() {
    String trade =
        "\"T%1$d\":{\"ordertxid\":\"O1\",\"pair\":\"XXBTZUSD\",\"time\":%1$d.5,\"type\":\"buy\","
            + "\"ordertype\":\"limit\",\"price\":\"10\",\"cost\":\"10\",\"fee\":\"0.016\","
            + "\"vol\":\"1\",\"maker\":true}";
    venue.on(
        "TradesHistory",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"count\":3,\"trades\":{%s,%s}}}"
                .formatted(trade.formatted(103), trade.formatted(102))),
        StubVenue.json(
            "{\"error\":[],\"result\":{\"count\":3,\"trades\":{%s}}}"
                .formatted(trade.formatted(101))));
    venue.on("QueryOrders", StubVenue.json("{\"error\":[],\"result\":{}}"));

    assertThat(gateway.fills(Instant.ofEpochSecond(100)))
        .extracting(VenueFill::venueTradeId)
        .containsExactly("T101", "T102", "T103");
    assertThat(venue.requests("TradesHistory").get(0)).contains("start=99", "ofs=0");
    assertThat(venue.requests("TradesHistory").get(1)).contains("ofs=2");
  }

  @Test
  void tellsTotalAndFreeBalancesInCommonCodes() {
    venue.on(
        "BalanceEx",
        StubVenue.json(
            """
            {"error":[],"result":{"ZUSD":{"balance":"100.5","hold_trade":"20.25"},
             "XXBT":{"balance":"2.0","hold_trade":"0"},"XETH":{"balance":"0","hold_trade":"0"}}}
            """));

    assertThat(gateway.balances())
        .containsExactly(
            new Balance(Money.of("2", "BTC"), Money.of("2", "BTC")),
            new Balance(Money.of("100.5", "USD"), Money.of("80.25", "USD")));
  }

  @Test
  void leavesACutMicrosecondToTheNextPage() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 998; i++) {
      rows.append("[\"10.0\",\"1.0\",%d.5,\"b\",\"l\",\"\",%d],".formatted(1000 + i, i));
    }
    String cut = "[\"10.0\",\"1.0\",3000.25,\"b\",\"l\",\"\",998],";
    rows.append(cut).append(cut.replaceAll(",$", ""));
    venue.on(
        "Trades",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"XXBTZUSD\":[%s],\"last\":\"3000250000000\"}}"
                .formatted(rows)));
    TradePage page = gateway.trades(BTC_USD, TradeCursor.at(Instant.ofEpochSecond(1000)));

    assertThat(page.more()).isTrue();
    assertThat(page.trades()).hasSize(998);
    assertThat(page.next().from()).isBefore(Instant.parse("1970-01-01T00:50:00.250Z"));
    assertThat(venue.requests("Trades").getFirst()).contains("since=999999999999");
  }

  @Test
  void goesOnAfterTheLastTradeOfAShortPage() {
    venue.on(
        "Trades",
        StubVenue.json(
            "{\"error\":[],\"result\":{\"XXBTZUSD\":[[\"10.0\",\"1.0\",1000.5,\"b\",\"l\",\"\"]],"
                + "\"last\":\"1000500000000\"}}"));
    TradePage page = gateway.trades(BTC_USD, TradeCursor.at(Instant.EPOCH));

    assertThat(page.more()).isFalse();
    assertThat(page.next()).isEqualTo(new TradeCursor(Instant.ofEpochMilli(1000500), null));
  }

  @Test
  void repeatsAReadThatFailedForAPassingReason() {
    venue.on(
        "Time",
        StubVenue.status(502, "bad gateway"),
        StubVenue.error("EService:Busy"),
        StubVenue.json("{\"error\":[],\"result\":{\"unixtime\":7}}"));

    assertThat(gateway.serverTime()).isEqualTo(Instant.ofEpochSecond(7));
    assertThat(venue.requests("Time")).hasSize(3);
  }

  @Test
  void givesUpAfterTheLastAttempt() {
    venue.on("Time", StubVenue.status(503, "down"));

    assertThatThrownBy(gateway::serverTime)
        .isInstanceOfSatisfying(
            VenueReadException.class,
            e -> assertThat(e.reason()).isEqualTo(OrderReason.VENUE_UNAVAILABLE))
        .hasMessageContaining("HTTP 503");
    assertThat(venue.requests("Time")).hasSize(3);
  }

  @Test
  void doesNotRepeatARefusal() {
    venue.on("BalanceEx", StubVenue.error("EAPI:Invalid key"));

    assertThatThrownBy(gateway::balances)
        .isInstanceOf(VenueReadException.class)
        .hasMessageContaining("EAPI:Invalid key")
        .hasMessageNotContaining(StubVenue.SECRET);
    assertThat(venue.requests("BalanceEx")).hasSize(1);
  }

  @Test
  void refusesAnInstrumentThatIsNotListed() {
    assertThatThrownBy(() -> gateway.ticker(InstrumentId.of("kraken", "BTC/XYZ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("kraken does not list kraken|BTC/XYZ");
  }

  @Test
  void putsTradesThatCannotBeTrueApartAndGoesOnWithThePage() {
    venue.on(
        "Trades",
        StubVenue.json(
            """
            {"error":[],"result":{"XXBTZUSD":[
             ["100.0","1.0",1772366399.1,"b","l","",1],["0","1.0",1772366399.2,"b","l","",2],
             ["NaN","1.0",1772366399.3,"b","l","",3],["101.0","1.0",4000000000.5,"s","l","",4],
             ["102.0","1.0",1772366399.5,"s","l","",5]],"last":"4000000000500000000"}}
            """));
    venue.on("Time", StubVenue.json("{\"error\":[],\"result\":{\"unixtime\":1772366400}}"));
    TradePage page = venue.gateway().trades(BTC_USD, TradeCursor.at(Instant.EPOCH));

    assertThat(page.trades())
        .extracting(MarketTrade::price)
        .containsExactly(Price.of("100.0"), Price.of("102.0"));
    assertThat(page.invalid())
        .extracting(InvalidData::fault)
        .containsExactly(
            DataFault.PRICE_NOT_POSITIVE, DataFault.NOT_A_NUMBER, DataFault.FUTURE_TIME);
    assertThat(page.next().from()).isEqualTo(Instant.parse("2026-03-01T11:59:59.5Z"));
  }

  @Test
  void putsCandlesThatCannotBeTrueApartAndGoesOnWithThePage() {
    venue.on(
        "OHLC",
        StubVenue.json(
            """
            {"error":[],"result":{"XXBTZUSD":[
             [1772366220,"10","12","9","11","10","1.5",3],[1772366280,"10","9","8","11","10","1.5",3],
             [1772366301,"10","12","9","11","10","1.5",3],[1772366340,"10","12","9","11","10","-1",3],
             [1772366400,"10","12","9","11","10","1.5",3]],"last":1772366340}}
            """));
    CandlePage page =
        venue
            .gateway()
            .candles(BTC_USD, Timeframe.M1, Instant.ofEpochSecond(1772366220), StubVenue.NOW);

    assertThat(page.bars())
        .extracting(Bar::openTime)
        .containsExactly(Instant.ofEpochSecond(1772366220));
    assertThat(page.invalid())
        .extracting(InvalidData::fault)
        .containsExactly(DataFault.HIGH_BELOW_LOW, DataFault.OFF_GRID, DataFault.QUANTITY_NEGATIVE);
  }
}
