package io.tidemark.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Liquidity;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Symbol;
import io.tidemark.model.TimeInForce;
import io.tidemark.simulator.DataSource;
import io.tidemark.simulator.RecordedVenues;
import io.tidemark.simulator.Shared;
import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.faults.FaultBoard;
import io.tidemark.simulator.faults.KeptBook;
import io.tidemark.simulator.faults.StreamFaults;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.stream.Session;
import io.tidemark.simulator.stream.StreamApi;
import io.tidemark.simulator.venue.OrderRequest;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** A venue whose book was recorded: Binance's BTC/USDT around midnight of 2024-08-09. */
class RecordedBookTest {

  private static final Symbol BTC_USDT = Symbol.parse("BTC/USDT");
  private static final String FIRST = "orderbook/binance_BTCUSDT_l2_20240808.jsonl.gz";
  private static final String SECOND = "orderbook/binance_BTCUSDT_l2_20240809.jsonl.gz";

  @Test
  void theBookIsNeverCrossedAndIsThatOfAnIndependentReconstruction() throws IOException {
    Path file = Shared.data(FIRST);
    Venue venue = open(List.of(file));
    Market market = venue.markets().getFirst();
    Reconstruction own = new Reconstruction();
    int compared = 0;
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(Shared.unzip(file), StandardCharsets.UTF_8))) {
      for (String row = reader.readLine(); row != null; row = reader.readLine()) {
        if (row.contains("bookTicker") || !own.take(row) || own.millis * 1000 < venue.nowMicros()) {
          continue;
        }
        venue.advance(own.millis * 1000, Integer.MAX_VALUE);
        Depth book = market.book();
        assertThat(book.bids().getFirst().price()).isLessThan(book.asks().getFirst().price());
        if (own.updates % 100 == 0) {
          compared++;
          assertThat(text(book.bids())).isEqualTo(own.text(own.bids));
          assertThat(text(book.asks())).isEqualTo(own.text(own.asks));
        }
      }
    }
    assertThat(own.updates).isGreaterThan(3_400);
    assertThat(compared).isGreaterThan(30);
  }

  @Test
  void theNextFileGoesOnWithoutASnapshot() {
    Venue venue = open(List.of(Shared.data(FIRST), Shared.data(SECOND)));
    Market market = venue.markets().getFirst();

    venue.advance(Long.MAX_VALUE, Integer.MAX_VALUE);

    assertThat(market.played()).isEqualTo(9_757 + 10_147);
    assertThat(market.book().bids().getFirst().price())
        .isLessThan(market.book().asks().getFirst().price());
  }

  @Test
  void aClientThatKeepsTheBookFindsEveryChecksumRight() {
    Venue venue = open(List.of(Shared.data(FIRST)));
    StreamApi streams =
        new StreamApi(
            venue, new Tokens(), new StreamFaults(new FaultBoard(InstantSource.system())));
    venue.listen(streams);
    Recorder client = new Recorder();
    streams.opened(client, false);
    streams.received(
        client,
        "{\"event\":\"subscribe\",\"pair\":[\"XBT/USDT\"],"
            + "\"subscription\":{\"name\":\"book\",\"depth\":100}}");

    venue.advance(venue.nowMicros() + 60_000_000L, Integer.MAX_VALUE);

    KeptBook book = new KeptBook(100);
    assertThat(client.books).hasSizeGreaterThan(500).allMatch(book::apply);
    Depth now = venue.markets().getFirst().book();
    assertThat(book.asks().firstKey()).isEqualByComparingTo(now.asks().getFirst().price().value());
  }

  @Test
  void anOrderAtTheBestBidWaitsUntilWhatWasDisplayedBeforeItHasTraded() {
    Venue venue = open(List.of(Shared.data(FIRST)));
    Market market = venue.markets().getFirst();
    DepthLevel best = market.book().bids().getFirst();
    int first = market.played();
    VenueOrder order = venue.place("alice", buy("0.001", best.price()), false);

    BigDecimal traded = BigDecimal.ZERO;
    BigDecimal tradedBefore = BigDecimal.ZERO;
    while (order.isOpen() && !market.hasEnded()) {
      int before = market.played();
      venue.advance(market.nextMicros(), 1);
      for (int i = before; i < market.played(); i++) {
        tradedBefore = traded;
        if (market.tape().priceOf(i).compareTo(best.price().value()) < 0) {
          tradedBefore = best.quantity().value();
        } else if (market.tape().priceOf(i).compareTo(best.price().value()) == 0
            && market.tape().taker(i) == Side.SELL) {
          traded = traded.add(market.tape().amountOf(i));
          tradedBefore = traded;
        }
      }
    }

    assertThat(market.played()).isGreaterThan(first);
    VenueFill fill = order.fills().getFirst();
    assertThat(fill.liquidity()).isEqualTo(Liquidity.MAKER);
    assertThat(fill.price()).isEqualTo(best.price());
    assertThat(tradedBefore).isGreaterThanOrEqualTo(best.quantity().value());
  }

  @Test
  void aMarketOrderTakesTheRecordedLevelsFromTheBest() {
    Venue venue = open(List.of(Shared.data(FIRST)));
    List<DepthLevel> asks = venue.markets().getFirst().book().asks();
    Quantity two = asks.get(0).quantity().plus(asks.get(1).quantity());

    VenueOrder order =
        venue.place(
            "alice",
            new OrderRequest(
                "XBTUSDT",
                Side.BUY,
                OrderType.MARKET,
                two,
                null,
                TimeInForce.GTC,
                false,
                null,
                null),
            false);

    assertThat(order.fills())
        .extracting(VenueFill::price)
        .containsExactly(asks.get(0).price(), asks.get(1).price());
    assertThat(venue.markets().getFirst().book().asks().getFirst().price())
        .isEqualTo(asks.get(2).price());
  }

  private static OrderRequest buy(String volume, Price price) {
    return new OrderRequest(
        "XBTUSDT",
        Side.BUY,
        OrderType.LIMIT,
        Quantity.of(volume),
        price,
        TimeInForce.GTC,
        false,
        null,
        null);
  }

  private static Venue open(List<Path> files) {
    return RecordedVenues.open(
        TestVenues.settings()
            .withData(List.of(DataSource.recordedBook(BTC_USDT, files)))
            .withOpeningBalances(Map.of("USDT", new BigDecimal("10000000"))));
  }

  private static List<String> text(List<DepthLevel> levels) {
    return levels.stream()
        .limit(1000)
        .map(level -> level.price() + " " + level.quantity())
        .toList();
  }

  /** A book kept from the raw messages, in nothing but JSON and decimals. */
  private static final class Reconstruction {
    private final TreeMap<BigDecimal, BigDecimal> bids = new TreeMap<>(Comparator.reverseOrder());
    private final TreeMap<BigDecimal, BigDecimal> asks = new TreeMap<>();
    private final List<JsonNode> early = new ArrayList<>();
    private long last = -1;
    private long millis;
    private int updates;

    /** Whether the line changed the book. */
    boolean take(String row) {
      JsonNode message = KrakenJson.mapper().readTree(row).path("msg");
      if (message.has("lastUpdateId")) {
        last = message.path("lastUpdateId").asLong();
        put(bids, message.path("bids"));
        put(asks, message.path("asks"));
        return early.stream().map(this::update).reduce(false, (a, b) -> a || b);
      }
      JsonNode data = message.path("data");
      if (!data.path("e").asString("").equals("depthUpdate")) {
        return false;
      }
      if (last < 0) {
        early.add(data);
        return false;
      }
      return update(data);
    }

    private boolean update(JsonNode data) {
      if (data.path("u").asLong() <= last) {
        return false;
      }
      put(bids, data.path("b"));
      put(asks, data.path("a"));
      last = data.path("u").asLong();
      millis = data.path("E").asLong();
      updates++;
      return true;
    }

    private static void put(TreeMap<BigDecimal, BigDecimal> side, JsonNode rows) {
      for (JsonNode row : rows) {
        BigDecimal quantity = new BigDecimal(row.path(1).asString());
        if (quantity.signum() == 0) {
          side.remove(new BigDecimal(row.path(0).asString()));
        } else {
          side.put(new BigDecimal(row.path(0).asString()), quantity);
        }
      }
    }

    List<String> text(TreeMap<BigDecimal, BigDecimal> side) {
      return side.entrySet().stream()
          .limit(1000)
          .map(e -> new Price(e.getKey()) + " " + new Quantity(e.getValue()))
          .toList();
    }
  }

  private static final class Recorder implements Session {
    private final List<JsonNode> books = new ArrayList<>();

    @Override
    public void send(String text) {
      JsonNode message = KrakenJson.mapper().readTree(text);
      if (message.isArray()) {
        books.add(message);
      }
    }

    @Override
    public void disconnect() {
      throw new AssertionError("nobody asked for that");
    }

    @Override
    public boolean isLagging() {
      return false;
    }
  }
}
