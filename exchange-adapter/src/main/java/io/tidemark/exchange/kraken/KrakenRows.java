package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.Timeframe;
import io.tidemark.model.reason.DataFault;
import java.math.BigDecimal;
import java.time.Instant;

/** Reads the rows of REST answers and stream messages, and says what of them cannot be true. */
final class KrakenRows {

  /** No venue tells more digits; without a bound a short text makes a number that fills memory. */
  private static final int MOST_DIGITS = 60;

  /** Open, high, low and close come in a row, volume two later, after the average price. */
  private static final int HIGH = 1;

  private static final int LOW = 2;
  private static final int CLOSE = 3;
  private static final int VOLUME = 5;

  private KrakenRows() {}

  /** A trade, as REST and the stream tell it alike: price, volume, time, side. */
  record TradeRow(Price price, Quantity quantity, Instant time, Side taker) {}

  static TradeRow trade(JsonNode row) throws InvalidRow {
    return new TradeRow(
        price(row.path(0), "price"),
        quantity(row.path(1), "volume"),
        time(row.path(2), "time"),
        side(row.path(3)));
  }

  /**
   * A candle.
   *
   * @param open the index of the opening price
   */
  static Bar candle(JsonNode row, int open, Timeframe timeframe, Instant openTime)
      throws InvalidRow {
    Price first = price(row.path(open), "open");
    Price high = price(row.path(open + HIGH), "high");
    Price low = price(row.path(open + LOW), "low");
    Price last = price(row.path(open + CLOSE), "close");
    Quantity volume = quantity(row.path(open + VOLUME), "volume");
    if (!timeframe.isAligned(openTime)) {
      throw new InvalidRow(
          DataFault.OFF_GRID,
          "time must lie on the %s grid, was %s".formatted(timeframe, openTime));
    }
    if (high.isBelow(first) || high.isBelow(last) || low.isAbove(first) || low.isAbove(last)) {
      throw new InvalidRow(
          DataFault.HIGH_BELOW_LOW,
          "high and low must enclose open and close, were open %s high %s low %s close %s"
              .formatted(first, high, low, last));
    }
    return new Bar(
        timeframe,
        openTime,
        first,
        high,
        low,
        last,
        volume,
        null,
        null,
        null,
        null,
        null,
        Completeness.COMPLETE,
        BarSource.VENUE_CANDLE,
        0);
  }

  static Price price(JsonNode value, String field) throws InvalidRow {
    BigDecimal number = number(value, field);
    if (number.signum() <= 0) {
      throw new InvalidRow(
          DataFault.PRICE_NOT_POSITIVE,
          "%s must be above 0, was %s".formatted(field, value.asText()));
    }
    return new Price(number);
  }

  static Quantity quantity(JsonNode value, String field) throws InvalidRow {
    BigDecimal number = number(value, field);
    if (number.signum() < 0) {
      throw new InvalidRow(
          DataFault.QUANTITY_NEGATIVE,
          "%s must be 0 or above, was %s".formatted(field, value.asText()));
    }
    return new Quantity(number);
  }

  static Instant time(JsonNode value, String field) throws InvalidRow {
    try {
      return KrakenTimes.of(number(value, field));
    } catch (ArithmeticException e) {
      throw new InvalidRow(
          DataFault.MALFORMED,
          "%s must be seconds since 1970, was %s".formatted(field, value.asText()));
    }
  }

  /** Nanoseconds since 1970, above 0 from what the venue tells as seconds. */
  static long nanos(JsonNode value, String field) throws InvalidRow {
    long nanos = value.isTextual() ? KrakenTimes.plainNanos(value.asText()) : KrakenTimes.NOT_PLAIN;
    return nanos == KrakenTimes.NOT_PLAIN ? KrakenTimes.toNanos(time(value, field)) : nanos;
  }

  private static Side side(JsonNode value) throws InvalidRow {
    return switch (value.asText()) {
      case "b", "buy" -> Side.BUY;
      case "s", "sell" -> Side.SELL;
      default ->
          throw new InvalidRow(
              DataFault.MALFORMED, "side must be b or s, was '%s'".formatted(value.asText()));
    };
  }

  /** A decimal, told as a text or as a number. */
  static BigDecimal number(JsonNode value, String field) throws InvalidRow {
    if (!value.isTextual() && !value.isNumber()) {
      throw new InvalidRow(
          DataFault.MALFORMED,
          "%s must be a number, was %s"
              .formatted(field, value.isMissingNode() ? "missing" : value.getNodeType()));
    }
    BigDecimal number;
    try {
      number = new BigDecimal(value.asText());
    } catch (NumberFormatException e) {
      throw new InvalidRow(
          DataFault.NOT_A_NUMBER, "%s must be a number, was '%s'".formatted(field, value.asText()));
    }
    if (number.precision() > MOST_DIGITS || Math.abs((long) number.scale()) > MOST_DIGITS) {
      throw new InvalidRow(
          DataFault.MALFORMED,
          "%s must have at most %d digits, was %s".formatted(field, MOST_DIGITS, value.asText()));
    }
    return number;
  }
}
