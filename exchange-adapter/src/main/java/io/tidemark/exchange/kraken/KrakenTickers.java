package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.TickerView;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.Ticker;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Reads tickers; REST and the stream tell them alike. The first of a pair of numbers is about
 * today, the second about the last 24 hours.
 */
final class KrakenTickers {

  private static final int DAY = 1;

  private KrakenTickers() {}

  static TickerView view(InstrumentId instrument, JsonNode ticker, Instant observedAt) {
    return new TickerView(
        instrument,
        top(ticker, "b"),
        topQuantity(ticker, "b"),
        top(ticker, "a"),
        topQuantity(ticker, "a"),
        price(ticker, "c", 0),
        new Quantity(decimal(ticker, "v", DAY)),
        price(ticker, "p", DAY),
        price(ticker, "h", DAY),
        price(ticker, "l", DAY),
        ticker.path("t").path(DAY).asLong(),
        observedAt);
  }

  /** The event of a stream's ticker. */
  static Ticker event(
      InstrumentId instrument, JsonNode ticker, Instant eventTime, Instant observedAt) {
    return new Ticker(
        instrument,
        top(ticker, "b"),
        topQuantity(ticker, "b"),
        top(ticker, "a"),
        topQuantity(ticker, "a"),
        price(ticker, "c", 0),
        new Quantity(decimal(ticker, "v", DAY)),
        eventTime,
        observedAt);
  }

  private static Price top(JsonNode ticker, String side) {
    return new Price(decimal(ticker, side, 0));
  }

  /** Price, whole lots, exact quantity; old answers end after the lots. */
  private static Quantity topQuantity(JsonNode ticker, String side) {
    return new Quantity(decimal(ticker, side, ticker.path(side).size() - 1));
  }

  private static @Nullable Price price(JsonNode ticker, String field, int index) {
    BigDecimal value = decimal(ticker, field, index);
    return value.signum() > 0 ? new Price(value) : null;
  }

  private static BigDecimal decimal(JsonNode ticker, String field, int index) {
    return new BigDecimal(ticker.path(field).path(index).asText("0"));
  }
}
