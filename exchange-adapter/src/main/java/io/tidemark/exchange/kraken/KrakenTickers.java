package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.TickerView;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.Ticker;
import io.tidemark.model.reason.DataFault;
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

  /**
   * The event of a stream's ticker.
   *
   * @throws InvalidRow if a part of it cannot be true
   */
  static Ticker event(
      InstrumentId instrument, JsonNode ticker, Instant eventTime, Instant observedAt)
      throws InvalidRow {
    JsonNode bid = ticker.path("b");
    JsonNode ask = ticker.path("a");
    Price bestBid = KrakenRows.price(bid.path(0), "bid");
    Price bestAsk = KrakenRows.price(ask.path(0), "ask");
    if (!bestBid.isBelow(bestAsk)) {
      throw new InvalidRow(
          DataFault.CROSSED_BOOK,
          "bid must be below ask, were %s and %s".formatted(bestBid, bestAsk));
    }
    return new Ticker(
        instrument,
        bestBid,
        KrakenRows.quantity(bid.path(bid.size() - 1), "bid quantity"),
        bestAsk,
        KrakenRows.quantity(ask.path(ask.size() - 1), "ask quantity"),
        last(ticker.path("c").path(0)),
        KrakenRows.quantity(ticker.path("v").path(DAY), "volume"),
        eventTime,
        observedAt);
  }

  /** The venue tells 0 before the first trade. */
  private static @Nullable Price last(JsonNode value) throws InvalidRow {
    return KrakenRows.number(value, "last").signum() == 0 ? null : KrakenRows.price(value, "last");
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
