package io.tidemark.exchange.kraken;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.exchange.VenueFill;
import io.tidemark.exchange.VenueOrderState;
import io.tidemark.exchange.kraken.KrakenSymbols.Pair;
import io.tidemark.model.InstrumentRules;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.reason.OrderReason;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads orders and fills as REST and the streams tell them. */
final class KrakenOrders {

  private static final BigDecimal TWO = BigDecimal.valueOf(2);

  private KrakenOrders() {}

  /** The client order id of an order or fill; empty for one that other hands made. */
  static Optional<UUID> clientOrderId(JsonNode order) {
    String text = order.path("cl_ord_id").asText("");
    try {
      return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The name of an order's pair. */
  static String pairName(JsonNode order) {
    return order.path("descr").path("pair").asText();
  }

  static VenueOrderState order(String venueOrderId, JsonNode order, Pair pair) {
    JsonNode description = order.path("descr");
    Quantity quantity = new Quantity(decimal(order, "vol"));
    Quantity filled = new Quantity(decimal(order, "vol_exec"));
    OrderStatus status = status(order.path("status").asText(), quantity, filled);
    OrderType type = type(description.path("ordertype").asText());
    String words = order.path("reason").asText(order.path("cancel_reason").asText(""));
    return new VenueOrderState(
        clientOrderId(order).orElse(null),
        venueOrderId,
        pair.instrument(),
        side(description.path("type").asText()),
        type,
        status,
        quantity,
        filled,
        averagePrice(order, filled),
        type == OrderType.LIMIT ? price(decimal(description, "price")) : null,
        reason(status, words),
        words.isEmpty() ? null : words,
        eventTime(order));
  }

  /** A fill of TradesHistory or ownTrades. */
  static VenueFill fill(
      String venueTradeId, JsonNode trade, Pair pair, @Nullable UUID clientOrderId) {
    return new VenueFill(
        venueTradeId,
        trade.path("ordertxid").asText(),
        clientOrderId,
        pair.instrument(),
        side(trade.path("type").asText()),
        new Price(decimal(trade, "price")),
        new Quantity(decimal(trade, "vol")),
        new Money(decimal(trade, "fee"), pair.instrument().symbol().quote()),
        liquidity(trade, pair.details().rules()),
        KrakenTimes.of(decimal(trade, "time")));
  }

  /** The side of any of Kraken's words: b, buy, s, sell. */
  static Side side(String word) {
    return switch (word) {
      case "b", "buy" -> Side.BUY;
      case "s", "sell" -> Side.SELL;
      default -> throw new IllegalArgumentException("side must be buy or sell, was " + word);
    };
  }

  /** The venue's word for a type. */
  static String word(OrderType type) {
    return type.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The nearest type; types that we never send occur where other hands trade the account too. */
  private static OrderType type(String word) {
    return switch (word) {
      case "limit", "iceberg" -> OrderType.LIMIT;
      case "stop-loss", "stop-loss-limit", "trailing-stop", "trailing-stop-limit" ->
          OrderType.STOP_LOSS;
      case "take-profit", "take-profit-limit" -> OrderType.TAKE_PROFIT;
      default -> OrderType.MARKET;
    };
  }

  private static OrderStatus status(String word, Quantity quantity, Quantity filled) {
    return switch (word) {
      case "pending", "open" ->
          filled.isPositive() ? OrderStatus.PARTIALLY_FILLED : OrderStatus.ACCEPTED;
      case "closed" -> filled.compareTo(quantity) < 0 ? OrderStatus.CANCELLED : OrderStatus.FILLED;
      case "canceled" -> OrderStatus.CANCELLED;
      case "expired" -> OrderStatus.EXPIRED;
      default -> throw new IllegalArgumentException("order status must be known, was " + word);
    };
  }

  private static @Nullable OrderReason reason(OrderStatus status, String words) {
    if (status != OrderStatus.CANCELLED && status != OrderStatus.EXPIRED) {
      return null;
    }
    String lower = words.toLowerCase(Locale.ROOT);
    if (lower.contains("user")) {
      return OrderReason.REQUESTED;
    }
    if (lower.contains("post only")) {
      return OrderReason.WOULD_TAKE;
    }
    if (lower.contains("ioc") || lower.contains("immediate")) {
      return OrderReason.UNFILLED_REMAINDER;
    }
    if (lower.contains("insufficient")) {
      return OrderReason.INSUFFICIENT_FUNDS;
    }
    if (lower.contains("deadline")) {
      return OrderReason.DEADLINE_PASSED;
    }
    return OrderReason.ENDED_BY_VENUE;
  }

  /** REST calls it price, the stream avg_price; both may still be 0 when the cost is known. */
  private static @Nullable Price averagePrice(JsonNode order, Quantity filled) {
    if (filled.isZero()) {
      return null;
    }
    BigDecimal told =
        order.has("avg_price") ? decimal(order, "avg_price") : decimal(order, "price");
    return told.signum() > 0
        ? new Price(told)
        : price(decimal(order, "cost").divide(filled.value(), MathContext.DECIMAL64));
  }

  private static @Nullable Price price(BigDecimal value) {
    return value.signum() > 0 ? new Price(value) : null;
  }

  private static Instant eventTime(JsonNode order) {
    for (String field : new String[] {"closetm", "lastupdated"}) {
      BigDecimal seconds = decimal(order, field);
      if (seconds.signum() > 0) {
        return KrakenTimes.of(seconds);
      }
    }
    return KrakenTimes.of(decimal(order, "opentm"));
  }

  /** REST tells it; the stream does not, so there it is the schedule's rate nearest to the fee. */
  private static Liquidity liquidity(JsonNode trade, InstrumentRules rules) {
    JsonNode maker = trade.path("maker");
    if (maker.isBoolean()) {
      return maker.booleanValue() ? Liquidity.MAKER : Liquidity.TAKER;
    }
    if ("market".equals(trade.path("ordertype").asText())) {
      return Liquidity.TAKER;
    }
    BigDecimal between = rules.takerFeeRate().add(rules.makerFeeRate()).divide(TWO);
    BigDecimal threshold = decimal(trade, "cost").multiply(between);
    return decimal(trade, "fee").compareTo(threshold) < 0 ? Liquidity.MAKER : Liquidity.TAKER;
  }

  private static BigDecimal decimal(JsonNode object, String field) {
    JsonNode value = object.path(field);
    return value.isMissingNode() || value.isNull()
        ? BigDecimal.ZERO
        : new BigDecimal(value.asText());
  }
}
