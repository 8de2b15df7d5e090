package io.tidemark.simulator.stream;

import io.tidemark.core.fill.DepthLevel;
import io.tidemark.model.Side;
import io.tidemark.simulator.market.Candle;
import io.tidemark.simulator.market.Depth;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.market.RollingStatistics;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.TradeTape;
import java.math.RoundingMode;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What public channels tell of a market's last trade. */
final class MarketMessages {

  private static final long MINUTE_MICROS = 60_000_000L;

  private MarketMessages() {}

  static ArrayNode trade(Market market) {
    TradeTape tape = market.tape();
    int last = market.played() - 1;
    ArrayNode trades = KrakenJson.array();
    trades.add(
        KrakenJson.strings(
            market.pair().priceText(tape.priceOf(last)),
            Pair.amountText(tape.amountOf(last)),
            KrakenJson.secondsText(tape.timeMicros(last)),
            tape.taker(last) == Side.BUY ? "b" : "s",
            "l",
            ""));
    return trades;
  }

  static ArrayNode bar(Market market, int interval) {
    Pair pair = market.pair();
    Candle candle = market.candles().forming(interval);
    long end = candle.openMicros() + interval * MINUTE_MICROS;
    return KrakenJson.strings(
            KrakenJson.secondsText(market.tape().timeMicros(market.played() - 1)),
            KrakenJson.secondsText(end),
            pair.priceText(candle.open()),
            pair.priceText(candle.high()),
            pair.priceText(candle.low()),
            pair.priceText(candle.close()),
            pair.averageText(candle.vwap()),
            Pair.amountText(candle.volume()))
        .add(candle.trades());
  }

  static ObjectNode ticker(Market market) {
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
    node.set("o", KrakenJson.strings(pair.priceText(today.open()), pair.priceText(day.open())));
    return node;
  }

  private static ArrayNode best(Pair pair, List<DepthLevel> side) {
    ArrayNode best = KrakenJson.array();
    if (side.isEmpty()) {
      return best.add("0.00000").add(0).add("0.00000000");
    }
    DepthLevel level = side.getFirst();
    return best.add(pair.priceText(level.price().value()))
        .add(level.quantity().value().setScale(0, RoundingMode.FLOOR).intValue())
        .add(Pair.amountText(level.quantity().value()));
  }
}
