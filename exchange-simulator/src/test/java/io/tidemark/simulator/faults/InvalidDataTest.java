package io.tidemark.simulator.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.limits.RateGate;
import io.tidemark.simulator.rest.ClockOffset;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.rest.OrderEntry;
import io.tidemark.simulator.rest.RestApi;
import io.tidemark.simulator.rest.Tokens;
import io.tidemark.simulator.stream.Session;
import io.tidemark.simulator.stream.StreamApi;
import io.tidemark.simulator.stream.StreamProtocol;
import io.tidemark.simulator.stream.v2.StreamV2Api;
import io.tidemark.simulator.venue.Venue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Each way in which data can be impossible, by each protocol, held against the true row. */
class InvalidDataTest {

  private static final BigDecimal DAY = new BigDecimal(86_400);
  private static final BigDecimal OFF_GRID = new BigDecimal(17);

  private static final Map<String, String> METHODS =
      Map.of("trade", "Trades", "ohlc", "OHLC", "ticker", "Ticker", "book", "Depth");

  private final Venue venue = TestVenues.open();
  private final FaultBoard board = new FaultBoard(InstantSource.system());
  private final StreamFaults streamFaults = new StreamFaults(board);
  private final FaultsApi faults =
      new FaultsApi(board, streamFaults, List.of(venue.markets().getFirst().pair()));

  @ParameterizedTest
  @CsvSource({
    "PRICE_NOT_POSITIVE, trade, /1/0/0",
    "PRICE_NOT_POSITIVE, ohlc, /1/2",
    "PRICE_NOT_POSITIVE, ticker, /1/c/0",
    "PRICE_NOT_POSITIVE, book, /1/as/0/0",
    "NOT_A_NUMBER, trade, /1/0/0",
    "NOT_A_NUMBER, ohlc, /1/2",
    "NOT_A_NUMBER, ticker, /1/c/0",
    "NOT_A_NUMBER, book, /1/as/0/0",
    "HIGH_BELOW_LOW, ohlc, /1/4",
    "HIGH_BELOW_LOW, ticker, /1/l/0",
    "OFF_GRID, ohlc, /1/1",
    "FUTURE_TIME, trade, /1/0/2",
    "FUTURE_TIME, ohlc, /1/1",
    "FUTURE_TIME, book, /1/as/0/2",
    "OUT_OF_ORDER, trade, /1/0/2",
    "OUT_OF_ORDER, ohlc, /1/1",
    "OUT_OF_ORDER, book, /1/as/0/2",
  })
  void onTheStreamOfVersionOne(String fault, String channel, String place) {
    List<JsonNode> told = versionOne(fault, channel);
    assertThat(told).hasSize(2);
    assertImpossible(fault, told, place, place.replace("/1/4", "/1/3").replace("/l/", "/h/"));
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_NOT_POSITIVE, trade, price",
    "PRICE_NOT_POSITIVE, ohlc, open",
    "PRICE_NOT_POSITIVE, ticker, last",
    "PRICE_NOT_POSITIVE, book, asks/0/price",
    "NOT_A_NUMBER, trade, price",
    "NOT_A_NUMBER, ohlc, open",
    "NOT_A_NUMBER, ticker, last",
    "NOT_A_NUMBER, book, asks/0/price",
    "HIGH_BELOW_LOW, ohlc, low",
    "HIGH_BELOW_LOW, ticker, low",
    "OFF_GRID, ohlc, interval_begin",
    "FUTURE_TIME, trade, timestamp",
    "FUTURE_TIME, ohlc, interval_begin",
    "FUTURE_TIME, ticker, timestamp",
    "FUTURE_TIME, book, timestamp",
    "OUT_OF_ORDER, trade, timestamp",
    "OUT_OF_ORDER, ohlc, interval_begin",
    "OUT_OF_ORDER, ticker, timestamp",
    "OUT_OF_ORDER, book, timestamp",
  })
  void onTheStreamOfVersionTwo(String fault, String channel, String place) {
    List<JsonNode> told = versionTwo(fault, channel);
    assertThat(told).hasSize(2);
    String pointer = "/data/0/" + place;
    assertImpossible(fault, told, pointer, pointer.replace("low", "high"));
  }

  @ParameterizedTest
  @CsvSource({
    "PRICE_NOT_POSITIVE, Trades, /0",
    "PRICE_NOT_POSITIVE, OHLC, /1",
    "PRICE_NOT_POSITIVE, Ticker, /c/0",
    "PRICE_NOT_POSITIVE, Depth, /0",
    "NOT_A_NUMBER, Trades, /0",
    "NOT_A_NUMBER, OHLC, /1",
    "NOT_A_NUMBER, Ticker, /c/0",
    "NOT_A_NUMBER, Depth, /0",
    "HIGH_BELOW_LOW, OHLC, /3",
    "HIGH_BELOW_LOW, Ticker, /l/0",
    "OFF_GRID, OHLC, /0",
    "FUTURE_TIME, Trades, /2",
    "FUTURE_TIME, OHLC, /0",
    "FUTURE_TIME, Depth, /2",
    "OUT_OF_ORDER, Trades, /2",
    "OUT_OF_ORDER, OHLC, /0",
    "OUT_OF_ORDER, Depth, /2",
  })
  void byRest(String fault, String method, String place) {
    JsonNode right = lastRow(method);
    set(fault, "method", method);
    JsonNode lie = lastRow(method);
    assertImpossible(
        fault, List.of(right, lie), place, place.replace("/3", "/2").replace("/l/", "/h/"));
  }

  @ParameterizedTest
  @CsvSource({
    "MALFORMED, trade ohlc ticker book",
    "QUANTITY_NEGATIVE, trade ohlc ticker book",
    "CROSSED_BOOK, ticker book",
    "UNKNOWN_INSTRUMENT, trade ohlc ticker book",
  })
  void theOtherFaultsStrikeWhereTheyHaveAPlaceAndNowhereElse(String fault, String channels) {
    List<String> struck = List.of(channels.split(" ", -1));
    for (String channel : List.of("trade", "ohlc", "ticker", "book")) {
      int expected = struck.contains(channel) ? 2 : 1;
      assertThat(versionOne(fault, channel)).as(channel).hasSize(expected).doesNotHaveDuplicates();
      assertThat(versionTwo(fault, channel)).as(channel).hasSize(expected).doesNotHaveDuplicates();
      assertThat(isChangedByRest(fault, METHODS.getOrDefault(channel, "")))
          .as(channel)
          .isEqualTo(struck.contains(channel));
    }
  }

  private boolean isChangedByRest(String fault, String method) {
    String right = answer(method).body();
    set(fault, "method", method);
    boolean changed = !answer(method).body().equals(right);
    faults.answer("DELETE", "", "");
    return changed;
  }

  private List<JsonNode> versionOne(String fault, String channel) {
    return heardOf(
        new StreamApi(venue, new Tokens(), streamFaults),
        fault,
        channel,
        "{\"event\":\"subscribe\",\"pair\":[\"XBT/USD\"],\"subscription\":{\"name\":\"%s\"}}");
  }

  private List<JsonNode> versionTwo(String fault, String channel) {
    RequestFaults requestFaults = new RequestFaults(board);
    return heardOf(
        new StreamV2Api(
            venue,
            new Tokens(),
            new OrderEntry(venue, RateGate.open(venue), requestFaults),
            streamFaults,
            requestFaults),
        fault,
        channel,
        """
        {"method":"subscribe","params":{"channel":"%s","symbol":["BTC/USD"],"snapshot":true}}""");
  }

  private RestAnswer answer(String method) {
    RestFaults rest =
        new RestFaults(
            board,
            new RestApi(venue, List.of(), new Tokens(), RateGate.open(venue), ClockOffset.NONE)
                ::answer);
    return rest.answer(new RestApi.Call("/0/public/" + method, "pair=XBTUSD", "", "", "", ""));
  }

  private JsonNode lastRow(String method) {
    JsonNode content = KrakenJson.mapper().readTree(answer(method).body()).at("/result/XXBTZUSD");
    JsonNode rows = method.equals("Depth") ? content.path("asks") : content;
    return rows.isArray() ? rows.path(rows.size() - 1) : rows;
  }

  private void set(String fault, String scope, String name) {
    assertThat(
            faults
                .answer(
                    "POST",
                    "",
                    """
                    {"kind":"INVALID_DATA","%s":"%s","count":1,"parameters":{"fault":"%s"}}"""
                        .formatted(scope, name, fault))
                .status())
        .isEqualTo(201);
  }

  /** The first message of a channel, and the impossible one beside it if there can be one. */
  private List<JsonNode> heardOf(
      StreamProtocol streams, String fault, String channel, String request) {
    set(fault, "channel", channel);
    Recorder client = new Recorder();
    streams.opened(client, false);
    streams.received(client, request.formatted(channel));
    streams.closed(client);
    faults.answer("DELETE", "", "");
    return client.heard.stream()
        .filter(m -> m.isArray() || m.path("channel").asString("").equals(channel))
        .toList();
  }

  private static void assertImpossible(
      String fault, List<JsonNode> told, String place, String highPlace) {
    JsonNode right = lastOf(told.getFirst(), place);
    JsonNode lie = told.getLast().at(place);
    switch (fault) {
      case "PRICE_NOT_POSITIVE" -> assertThat(number(lie)).isEqualTo(number(right).negate());
      case "NOT_A_NUMBER" -> assertThat(lie.asString()).isEqualTo("NaN");
      case "HIGH_BELOW_LOW" ->
          assertThat(number(lie)).isGreaterThan(number(told.getLast().at(highPlace)));
      case "OFF_GRID" ->
          assertThat(number(lie).subtract(number(right))).isEqualByComparingTo(OFF_GRID);
      case "FUTURE_TIME" ->
          assertThat(number(lie).subtract(number(right))).isEqualByComparingTo(DAY);
      case "OUT_OF_ORDER" ->
          assertThat(number(right).subtract(number(lie))).isEqualByComparingTo(DAY);
      default -> throw new IllegalArgumentException(fault);
    }
  }

  /** The true row that the lie was made of is the last one of its list. */
  private static JsonNode lastOf(JsonNode told, String place) {
    String list = place.replaceFirst("/0/[^/]+$", "");
    JsonNode rows = told.at(list);
    return rows.isArray() && !list.equals(place)
        ? told.at(list + "/" + (rows.size() - 1) + place.substring(list.length() + 2))
        : told.at(place);
  }

  private static BigDecimal number(JsonNode node) {
    String text = node.asString();
    if (text.indexOf('T') < 0) {
      return new BigDecimal(text);
    }
    Instant time = Instant.parse(text);
    return BigDecimal.valueOf(time.getEpochSecond())
        .add(BigDecimal.valueOf(time.getNano(), 9))
        .stripTrailingZeros();
  }

  private static final class Recorder implements Session {
    private final List<JsonNode> heard = new ArrayList<>();

    @Override
    public void send(String text) {
      heard.add(KrakenJson.mapper().readTree(text));
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
