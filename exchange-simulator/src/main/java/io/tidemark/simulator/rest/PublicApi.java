package io.tidemark.simulator.rest;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Candle;
import io.tidemark.simulator.market.Candles;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.market.RollingStatistics;
import io.tidemark.simulator.tape.TradeTape;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods that need no key. */
final class PublicApi {

  private static final int MOST_CANDLES = 720;
  private static final int MOST_TRADES = 1000;
  private static final int MOST_LEVELS = 500;
  private static final int LEVELS = 100;
  private static final BigDecimal PERCENT = BigDecimal.valueOf(100);
  private static final BigDecimal SECONDS_BELOW = BigDecimal.valueOf(1_000_000_000_000L);
  private static final long MICROS = 1_000_000L;

  private static final DateTimeFormatter RFC1123 =
      DateTimeFormatter.ofPattern("EEE, ppd MMM yy HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final Venue venue;
  private final ClockOffset clock;

  PublicApi(Venue venue, ClockOffset clock) {
    this.venue = venue;
    this.clock = clock;
  }

  /**
   * The result of a method.
   *
   * @throws KrakenException if it is refused
   */
  JsonNode call(String method, Parameters query) {
    return switch (method) {
      case "Time" -> time(now(method, query));
      case "SystemStatus" -> systemStatus(now(method, query));
      case "Assets" -> assets(query);
      case "AssetPairs" -> assetPairs(query);
      case "Ticker" -> ticker(query);
      case "OHLC" -> candles(query);
      case "Depth" -> depth(query);
      case "Trades" -> trades(query);
      default -> throw new KrakenException("EGeneral:Unknown method");
    };
  }

  /** What the venue takes the time to be. */
  private Instant now(String method, Parameters query) {
    return Market.instant(venue.nowMicros()).plus(clock.of(method, query));
  }

  private static JsonNode time(Instant now) {
    return KrakenJson.object()
        .put("unixtime", now.getEpochSecond())
        .put("rfc1123", RFC1123.format(now));
  }

  private static JsonNode systemStatus(Instant now) {
    return KrakenJson.object()
        .put("status", "online")
        .put("timestamp", now.truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private JsonNode assets(Parameters query) {
    List<String> wanted = query.list("asset");
    Map<String, Asset> assets = new TreeMap<>();
    for (Market market : venue.markets()) {
      assets.put(market.pair().base().name(), market.pair().base());
      assets.put(market.pair().quote().name(), market.pair().quote());
    }
    ObjectNode result = KrakenJson.object();
    for (Asset asset : assets.values()) {
      if (wanted.isEmpty() || wanted.contains(asset.name()) || wanted.contains(asset.altname())) {
        result
            .putObject(asset.name())
            .put("aclass", "currency")
            .put("altname", asset.altname())
            .put("decimals", asset.decimals())
            .put("display_decimals", asset.decimals() / 2)
            .put("status", "enabled");
      }
    }
    if (result.isEmpty()) {
      throw new KrakenException("EQuery:Unknown asset");
    }
    return result;
  }

  private JsonNode assetPairs(Parameters query) {
    ObjectNode result = KrakenJson.object();
    for (Market market : markets(query)) {
      result.set(market.pair().name(), assetPair(market.pair()));
    }
    return result;
  }

  private List<Market> markets(Parameters query) {
    List<String> wanted = query.list("pair");
    return wanted.isEmpty() ? venue.markets() : wanted.stream().map(venue::market).toList();
  }

  private static ObjectNode assetPair(Pair pair) {
    InstrumentRules rules = pair.rules();
    ObjectNode node =
        KrakenJson.object()
            .put("altname", pair.altname())
            .put("wsname", pair.wsname())
            .put("aclass_base", "currency")
            .put("base", pair.base().name())
            .put("aclass_quote", "currency")
            .put("quote", pair.quote().name())
            .put("lot", "unit")
            .put("cost_decimals", 5)
            .put("pair_decimals", pair.priceDecimals())
            .put("lot_decimals", TradeTape.AMOUNT_SCALE)
            .put("lot_multiplier", 1);
    node.putArray("leverage_buy");
    node.putArray("leverage_sell");
    node.set("fees", feeTable(rules.takerFeeRate()));
    node.set("fees_maker", feeTable(rules.makerFeeRate()));
    return node.put("fee_volume_currency", pair.quote().name())
        .put("margin_call", 80)
        .put("margin_stop", 40)
        .put("ordermin", rules.minimumQuantity().toPlainString())
        .put("costmin", rules.minimumCost().toPlainString())
        .put("tick_size", rules.tickSize().toPlainString())
        .put("status", "online");
  }

  private static ArrayNode feeTable(BigDecimal rate) {
    ArrayNode table = KrakenJson.array();
    table.addArray().add(0).add(rate.multiply(PERCENT).stripTrailingZeros());
    return table;
  }

  private JsonNode ticker(Parameters query) {
    ObjectNode result = KrakenJson.object();
    for (Market market : markets(query)) {
      result.set(market.pair().name(), ticker(market));
    }
    return result;
  }

  private static ObjectNode ticker(Market market) {
    Pair pair = market.pair();
    Depth book = market.book();
    RollingStatistics today = market.today();
    RollingStatistics day = market.day();
    int last = market.played() - 1;
    ObjectNode node = KrakenJson.object();
    node.set("a", best(pair, book.asks()));
    node.set("b", best(pair, book.bids()));
    node.set(
        "c",
        KrakenJson.strings(
            pair.priceText(market.tape().priceOf(last)),
            Pair.amountText(market.tape().amountOf(last))));
    node.set(
        "v", KrakenJson.strings(Pair.amountText(today.volume()), Pair.amountText(day.volume())));
    node.set("p", KrakenJson.strings(pair.averageText(today.vwap()), pair.averageText(day.vwap())));
    node.putArray("t").add(today.trades()).add(day.trades());
    node.set("l", KrakenJson.strings(pair.priceText(today.low()), pair.priceText(day.low())));
    node.set("h", KrakenJson.strings(pair.priceText(today.high()), pair.priceText(day.high())));
    return node.put("o", pair.priceText(today.open()));
  }

  private static ArrayNode best(Pair pair, List<DepthLevel> side) {
    if (side.isEmpty()) {
      return KrakenJson.strings("0.00000", "0", "0.000");
    }
    BigDecimal quantity = side.getFirst().quantity().value();
    return KrakenJson.strings(
        pair.priceText(side.getFirst().price().value()),
        quantity.setScale(0, RoundingMode.FLOOR).toPlainString(),
        quantity.setScale(3, RoundingMode.FLOOR).toPlainString());
  }

  private JsonNode candles(Parameters query) {
    Market market = venue.market(query.required("pair"));
    int interval = query.count("interval", 1, Integer.MAX_VALUE);
    if (!Candles.INTERVALS.contains(interval)) {
      throw KrakenException.invalidArguments("interval");
    }
    long since = query.decimal("since").map(BigDecimal::longValue).orElse(-1L);
    List<Candle> candles = market.candles().latest(market.played(), interval, MOST_CANDLES);
    ArrayNode rows = KrakenJson.array();
    candles.stream()
        .filter(candle -> candle.openMicros() / MICROS > since)
        .forEach(candle -> rows.add(row(market.pair(), candle)));
    Candle committed = candles.get(Math.max(0, candles.size() - 2));
    ObjectNode result = KrakenJson.object();
    result.set(market.pair().name(), rows);
    return result.put("last", committed.openMicros() / MICROS);
  }

  private static ArrayNode row(Pair pair, Candle candle) {
    return KrakenJson.array()
        .add(candle.openMicros() / MICROS)
        .add(pair.priceText(candle.open()))
        .add(pair.priceText(candle.high()))
        .add(pair.priceText(candle.low()))
        .add(pair.priceText(candle.close()))
        .add(pair.averageText(candle.vwap()))
        .add(Pair.amountText(candle.volume()))
        .add(candle.trades());
  }

  private JsonNode depth(Parameters query) {
    Market market = venue.market(query.required("pair"));
    int count = query.count("count", LEVELS, MOST_LEVELS);
    Depth book = market.book();
    long at = market.tape().timeMicros(market.played() - 1) / MICROS;
    ObjectNode sides = KrakenJson.object();
    sides.set("asks", levels(market.pair(), book.asks(), count, at));
    sides.set("bids", levels(market.pair(), book.bids(), count, at));
    ObjectNode result = KrakenJson.object();
    result.set(market.pair().name(), sides);
    return result;
  }

  private static ArrayNode levels(Pair pair, List<DepthLevel> side, int count, long atSeconds) {
    ArrayNode levels = KrakenJson.array();
    side.stream()
        .limit(count)
        .forEach(
            level ->
                levels
                    .addArray()
                    .add(pair.priceText(level.price().value()))
                    .add(Pair.amountText(level.quantity().value()))
                    .add(atSeconds));
    return levels;
  }

  private JsonNode trades(Parameters query) {
    Market market = venue.market(query.required("pair"));
    TradeTape tape = market.tape();
    int count = query.count("count", MOST_TRADES, MOST_TRADES);
    int first =
        query
            .decimal("since")
            .map(since -> Math.min(tape.firstAfter(sinceMicros(since)), market.played()))
            .orElse(Math.max(0, market.played() - count));
    int end = Math.min(market.played(), first + count);
    ArrayNode rows = KrakenJson.array();
    for (int i = first; i < end; i++) {
      rows.addArray()
          .add(market.pair().priceText(tape.priceOf(i)))
          .add(Pair.amountText(tape.amountOf(i)))
          .add(KrakenJson.seconds(tape.timeMicros(i)))
          .add(tape.taker(i) == Side.BUY ? "b" : "s")
          .add("l")
          .add("")
          .add(i + 1);
    }
    ObjectNode result = KrakenJson.object();
    result.set(market.pair().name(), rows);
    return result.put("last", last(query, tape, first, end));
  }

  /** The id to go on with: the time of the last row in nanoseconds, or what was asked for. */
  private static String last(Parameters query, TradeTape tape, int first, int end) {
    if (end > first) {
      return Long.toString(tape.timeMicros(end - 1) * 1000);
    }
    return query.text("since").orElse("0");
  }

  /** Kraken takes nanoseconds, and seconds too. */
  private static long sinceMicros(BigDecimal since) {
    return since
        .movePointRight(since.compareTo(SECONDS_BELOW) < 0 ? 6 : -3)
        .setScale(0, RoundingMode.FLOOR)
        .longValue();
  }
}
