package io.tidemark.operator.dashboard;

import io.tidemark.kit.codec.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Markets made up from a seed: the same each time. */
final class StandInMarket {

  /** When the last of the bars opened. */
  static final Instant LAST_OPEN = Instant.parse("2026-11-20T13:59:00Z");

  private static final int BARS = 2_000;
  private static final long SEED = 11;

  private StandInMarket() {}

  /** As {@code GET candles}: 2,000 minutes of one instrument. */
  static ObjectNode candles() {
    Random random = new Random(SEED);
    ArrayNode bars = Json.mapper().createArrayNode();
    double price = 91_400;
    for (int i = BARS - 1; i >= 0; i--) {
      double open = price;
      price += 18 * random.nextGaussian() + (91_300 - price) * 0.01;
      bars.add(bar(LAST_OPEN.minusSeconds(60L * i), open, price, random));
    }
    ObjectNode page = Json.mapper().createObjectNode();
    page.set("items", bars);
    return page;
  }

  private static ObjectNode bar(Instant openTime, double open, double close, Random random) {
    double high = Math.max(open, close) + 9 * random.nextDouble();
    double low = Math.min(open, close) - 9 * random.nextDouble();
    return bar(openTime.toString(), text(open), text(high), text(low), text(close))
        .put("volume", text(1 + 4 * random.nextDouble()));
  }

  /** A bar of one minute. */
  static ObjectNode bar(String openTime, String open, String high, String low, String close) {
    return Json.mapper()
        .createObjectNode()
        .put("timeframe", "1m")
        .put("openTime", openTime)
        .put("open", open)
        .put("high", high)
        .put("low", low)
        .put("close", close)
        .put("volume", "1.5")
        .put("completeness", "COMPLETE")
        .put("source", "TRADES")
        .put("revision", 0);
  }

  /** As {@code GET equity}: a point a minute. */
  static ObjectNode equity() {
    Random random = new Random(SEED);
    ArrayNode points = Json.mapper().createArrayNode();
    double equity = 10_000;
    for (int i = 400; i >= 0; i--) {
      equity += 0.6 * random.nextGaussian() + 0.1;
      points
          .addObject()
          .put("eventTime", LAST_OPEN.minusSeconds(60L * i).toString())
          .put("currency", "USD")
          .put("equity", text(equity))
          .put("cash", text(equity - 580));
    }
    ObjectNode page = Json.mapper().createObjectNode();
    page.set("items", points);
    return page;
  }

  /** The name of one of many instruments. */
  static String symbol(int number) {
    return switch (number) {
      case 0 -> "BTC/USD";
      case 1 -> "ETH/USD";
      case 2 -> "SOL/USD";
      default -> "C%03d/USD".formatted(number);
    };
  }

  /** A quote as of the part {@code markets}. */
  static ObjectNode quote(int number, int tick) {
    double last = number == 0 ? 91_404.2 : number == 1 ? 3_021.1 : 5 + number;
    return Json.mapper()
        .createObjectNode()
        .put("bid", text(last * (1 + 0.0001 * tick) - 0.1))
        .put("ask", text(last * (1 + 0.0001 * tick) + 0.1))
        .put("last", text(last * (1 + 0.0001 * tick)))
        .put("time", LAST_OPEN.plusSeconds(60 + tick).toString())
        .put("tradesPerSecond", 1.5 + number % 7)
        .put("completeness", "COMPLETE");
  }

  /** Decisions as of the part {@code decisions}. */
  static ObjectNode decisions(int number, String reason) {
    ObjectNode told = Json.mapper().createObjectNode();
    told.put("time", LAST_OPEN.plusSeconds(60).toString()).put("regime", "ranging");
    told.putObject("votes").put("buy", 0).put("sell", 0).put("hold", 1).put("blocked", 1);
    ArrayNode strategies = told.putArray("strategies");
    strategies
        .addObject()
        .put("strategy", "rsi-reversion-1m")
        .put("outcome", number % 9 == 0 ? "SIGNAL" : "HOLD")
        .put("type", "BUY")
        .put("confidence", 0.74)
        .put("strength", 0.5)
        .put("reason", reason);
    strategies
        .addObject()
        .put("strategy", "complex-1m")
        .put("outcome", "BLOCKED")
        .put("type", "BUY")
        .put("confidence", 0.41)
        .put("strength", 0.3)
        .put("reason", "aggregated confidence 0.41")
        .put("blockReason", "BELOW_THRESHOLD");
    return told;
  }

  /** A book of 20 levels a side around a price. */
  static ObjectNode book(double middle) {
    ObjectNode book = Json.mapper().createObjectNode();
    for (String side : new String[] {"bids", "asks"}) {
      ArrayNode levels = book.putArray(side);
      BigDecimal cumulative = BigDecimal.ZERO;
      for (int i = 1; i <= 20; i++) {
        BigDecimal quantity = new BigDecimal("0.1").multiply(BigDecimal.valueOf(1 + i % 5));
        cumulative = cumulative.add(quantity);
        levels
            .addObject()
            .put("price", text(side.equals("bids") ? middle - i : middle + i))
            .put("quantity", quantity.toPlainString())
            .put("cumulative", cumulative.toPlainString());
      }
    }
    return book.put("time", LAST_OPEN.toString());
  }

  private static String text(double value) {
    return BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }
}
