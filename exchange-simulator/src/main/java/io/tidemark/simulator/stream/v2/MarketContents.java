package io.tidemark.simulator.stream.v2;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Asset;
import io.tidemark.simulator.market.Candle;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.market.RollingStatistics;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.TradeTape;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What public channels tell of a market. */
final class MarketContents {

  private static final long MINUTE_MICROS = 60_000_000L;
  private static final int LATEST_TRADES = 50;
  private static final int LATEST_BARS = 720;
  private static final int PERCENT_SCALE = 2;
  private static final int COST_PRECISION = 5;

  private MarketContents() {}

  static ArrayNode ticker(Market market) {
    Pair pair = market.pair();
    Depth book = market.book();
    RollingStatistics day = market.day();
    BigDecimal last = market.lastPrice().value();
    BigDecimal change = last.subtract(day.open());
    BigDecimal percent =
        change
            .movePointRight(2)
            .divide(day.open(), MathContext.DECIMAL64)
            .setScale(PERCENT_SCALE, RoundingMode.HALF_UP);
    ArrayNode data = KrakenJson.array();
    ObjectNode ticker = data.addObject().put("symbol", pair.symbol().toString());
    putBest(ticker, "bid", pair, book.bids());
    putBest(ticker, "ask", pair, book.asks());
    ticker
        .put("last", Numbers.price(pair, last))
        .put("volume", Numbers.amount(day.volume()))
        .put("vwap", Numbers.average(pair, day.vwap()))
        .put("low", Numbers.price(pair, day.low()))
        .put("high", Numbers.price(pair, day.high()))
        .put("change", Numbers.price(pair, change))
        .put("change_pct", percent)
        .put("timestamp", Times.micros(lastTradeMicros(market)));
    return data;
  }

  private static void putBest(ObjectNode ticker, String name, Pair pair, List<DepthLevel> side) {
    BigDecimal price = side.isEmpty() ? BigDecimal.ZERO : side.getFirst().price().value();
    BigDecimal quantity = side.isEmpty() ? BigDecimal.ZERO : side.getFirst().quantity().value();
    ticker.put(name, Numbers.price(pair, price)).put(name + "_qty", Numbers.amount(quantity));
  }

  private static long lastTradeMicros(Market market) {
    return market.tape().timeMicros(market.played() - 1);
  }

  /** The last trade. */
  static ArrayNode trade(Market market) {
    return KrakenJson.array().add(trade(market, market.played() - 1));
  }

  /** The latest trades, oldest first. */
  static ArrayNode latestTrades(Market market) {
    ArrayNode trades = KrakenJson.array();
    for (int i = Math.max(0, market.played() - LATEST_TRADES); i < market.played(); i++) {
      trades.add(trade(market, i));
    }
    return trades;
  }

  private static ObjectNode trade(Market market, int index) {
    TradeTape tape = market.tape();
    return KrakenJson.object()
        .put("symbol", market.pair().symbol().toString())
        .put("side", tape.taker(index) == Side.BUY ? "buy" : "sell")
        .put("price", Numbers.price(market.pair(), tape.priceOf(index)))
        .put("qty", Numbers.amount(tape.amountOf(index)))
        .put("ord_type", "limit")
        .put("trade_id", index + 1)
        .put("timestamp", Times.micros(tape.timeMicros(index)));
  }

  /** The bar that the last trade belongs to. */
  static ArrayNode bar(Market market, int interval) {
    return KrakenJson.array().add(bar(market.pair(), market.candles().forming(interval), interval));
  }

  /** The latest bars, oldest first, the forming one included. */
  static ArrayNode latestBars(Market market, int interval) {
    ArrayNode bars = KrakenJson.array();
    market
        .candles()
        .latest(market.played(), interval, LATEST_BARS)
        .forEach(candle -> bars.add(bar(market.pair(), candle, interval)));
    return bars;
  }

  private static ObjectNode bar(Pair pair, Candle candle, int interval) {
    return KrakenJson.object()
        .put("symbol", pair.symbol().toString())
        .put("open", Numbers.price(pair, candle.open()))
        .put("high", Numbers.price(pair, candle.high()))
        .put("low", Numbers.price(pair, candle.low()))
        .put("close", Numbers.price(pair, candle.close()))
        .put("trades", candle.trades())
        .put("volume", Numbers.amount(candle.volume()))
        .put("vwap", Numbers.average(pair, candle.vwap()))
        .put("interval_begin", Times.nanos(candle.openMicros()))
        .put("interval", interval)
        .put("timestamp", Times.micros(candle.openMicros() + interval * MINUTE_MICROS));
  }

  /** The currencies and the markets, each with its precisions. */
  static ObjectNode instruments(List<Market> markets) {
    Map<String, Asset> assets = new TreeMap<>();
    ArrayNode pairs = KrakenJson.array();
    for (Market market : markets) {
      Pair pair = market.pair();
      assets.put(pair.base().code(), pair.base());
      assets.put(pair.quote().code(), pair.quote());
      pairs.add(pair(pair));
    }
    ObjectNode content = KrakenJson.object();
    ArrayNode listed = content.putArray("assets");
    assets.values().forEach(asset -> listed.add(asset(asset)));
    content.set("pairs", pairs);
    return content;
  }

  private static ObjectNode asset(Asset asset) {
    return KrakenJson.object()
        .put("id", asset.code())
        .put("status", "enabled")
        .put("precision", asset.decimals())
        .put("precision_display", asset.decimals() / 2)
        .put("borrowable", false)
        .put("collateral_value", 0);
  }

  private static ObjectNode pair(Pair pair) {
    InstrumentRules rules = pair.rules();
    return KrakenJson.object()
        .put("symbol", pair.symbol().toString())
        .put("base", pair.base().code())
        .put("quote", pair.quote().code())
        .put("status", "online")
        .put("qty_precision", Numbers.AMOUNT_SCALE)
        .put("qty_increment", rules.quantityStep())
        .put("qty_min", rules.minimumQuantity())
        .put("price_precision", pair.priceDecimals())
        .put("price_increment", rules.tickSize())
        .put("tick_size", rules.tickSize())
        .put("cost_precision", COST_PRECISION)
        .put("cost_min", rules.minimumCost().toPlainString())
        .put("marginable", false)
        .put("has_index", false);
  }

  /** The best prices, to tell whether they changed. */
  record Best(List<DepthLevel> bid, List<DepthLevel> ask) {

    static Best of(Depth book) {
      return new Best(
          book.bids().stream().limit(1).toList(), book.asks().stream().limit(1).toList());
    }
  }
}
