package io.tidemark.simulator.rest;

import io.tidemark.model.OrderType;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Side;
import io.tidemark.model.TimeInForce;
import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.OrderRequest;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of an order. What the simulator cannot do is refused, never ignored; fees
 * are taken in the quote currency whichever of {@code fciq} and {@code fcib} is asked for.
 */
final class OrderForm {

  private static final Map<String, OrderType> TYPES =
      Map.of(
          "market", OrderType.MARKET,
          "limit", OrderType.LIMIT,
          "stop-loss", OrderType.STOP_LOSS,
          "take-profit", OrderType.TAKE_PROFIT);

  private static final Set<String> FLAGS = Set.of("post", "fciq", "fcib");

  private static final Pattern CLIENT_ID =
      Pattern.compile(
          "[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|[!-~]{1,18}");

  /** Parameters of features that are not here, with the values that do not ask for them. */
  private static final Map<String, Set<String>> NOT_SUPPORTED =
      Map.of(
          "leverage", Set.of("none", "0", "1"),
          "reduce_only", Set.of("false"),
          "starttm", Set.of("0"),
          "expiretm", Set.of("0"),
          "trigger", Set.of("last"),
          "stptype", Set.of("cancel-newest"));

  private OrderForm() {}

  static OrderRequest read(Parameters form, Pair pair) {
    NOT_SUPPORTED.forEach(
        (name, harmless) ->
            form.text(name)
                .filter(value -> !harmless.contains(value))
                .ifPresent(
                    value -> {
                      throw KrakenException.invalidArguments(name);
                    }));
    OrderType type =
        Optional.ofNullable(TYPES.get(form.required("ordertype")))
            .orElseThrow(() -> KrakenException.invalidArguments("ordertype"));
    TimeInForce timeInForce = timeInForce(form);
    boolean postOnly = postOnly(form);
    if (postOnly && (type != OrderType.LIMIT || timeInForce == TimeInForce.IOC)) {
      throw KrakenException.invalidArguments("oflags");
    }
    return new OrderRequest(
        pair.name(),
        side(form.required("type")),
        type,
        volume(form).orElseThrow(() -> KrakenException.invalidArguments("volume")),
        type == OrderType.MARKET
            ? null
            : price(form).orElseThrow(() -> KrakenException.invalidArguments("price")),
        timeInForce,
        postOnly,
        userref(form),
        clientId(form));
  }

  private static Side side(String text) {
    return switch (text) {
      case "buy" -> Side.BUY;
      case "sell" -> Side.SELL;
      default -> throw KrakenException.invalidArguments("type");
    };
  }

  static Optional<Quantity> volume(Parameters form) {
    Optional<BigDecimal> volume = form.decimal("volume");
    if (volume.filter(v -> v.signum() <= 0).isPresent()) {
      throw KrakenException.invalidArguments("volume");
    }
    return volume.map(Quantity::new);
  }

  static Optional<Price> price(Parameters form) {
    Optional<BigDecimal> price = form.decimal("price");
    if (price.filter(p -> p.signum() <= 0).isPresent()) {
      throw new KrakenException("EOrder:Invalid price");
    }
    return price.map(Price::new);
  }

  static boolean postOnly(Parameters form) {
    List<String> flags = form.list("oflags");
    if (!FLAGS.containsAll(flags)) {
      throw KrakenException.invalidArguments("oflags");
    }
    return flags.contains("post");
  }

  private static TimeInForce timeInForce(Parameters form) {
    return switch (form.text("timeinforce").orElse("GTC")) {
      case "GTC" -> TimeInForce.GTC;
      case "IOC" -> TimeInForce.IOC;
      default -> throw KrakenException.invalidArguments("timeinforce");
    };
  }

  static @Nullable Integer userref(Parameters form) {
    try {
      return form.text("userref").map(Integer::valueOf).orElse(null);
    } catch (NumberFormatException e) {
      throw KrakenException.invalidArguments("userref");
    }
  }

  private static @Nullable String clientId(Parameters form) {
    Optional<String> id = form.text("cl_ord_id");
    if (id.isPresent() && form.text("userref").isPresent()) {
      throw KrakenException.invalidArguments("cl_ord_id and userref are mutually exclusive");
    }
    if (id.filter(text -> !CLIENT_ID.matcher(text).matches()).isPresent()) {
      throw KrakenException.invalidArguments("cl_ord_id");
    }
    return id.orElse(null);
  }

  /**
   * Until when a request may be done; empty for ever.
   *
   * @throws KrakenException if it is not a time of RFC 3339
   */
  static Optional<Instant> deadline(Parameters form) {
    try {
      return form.text("deadline").map(text -> OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw KrakenException.invalidArguments("deadline");
    }
  }
}
