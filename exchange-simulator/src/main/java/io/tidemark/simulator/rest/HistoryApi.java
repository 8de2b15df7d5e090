package io.tidemark.simulator.rest;

import io.tidemark.simulator.venue.KrakenException;
import io.tidemark.simulator.venue.Venue;
import io.tidemark.simulator.venue.VenueFill;
import io.tidemark.simulator.venue.VenueOrder;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The methods that tell an account its orders and trades, newest first, 50 a page. */
final class HistoryApi {

  private static final int PAGE = 50;

  private final Venue venue;

  HistoryApi(Venue venue) {
    this.venue = venue;
  }

  JsonNode openOrders(String account, Parameters form) {
    ObjectNode result = KrakenJson.object();
    ObjectNode open = result.putObject("open");
    venue.openOrders(account).reversed().stream()
        .filter(asked(form))
        .forEach(order -> open.set(order.id(), OrderJson.order(order)));
    return result;
  }

  JsonNode closedOrders(String account, Parameters form) {
    long start = micros(form, "start", Long.MIN_VALUE);
    long end = micros(form, "end", Long.MAX_VALUE);
    boolean byOpening = form.text("closetime").filter("open"::equals).isPresent();
    List<VenueOrder> closed =
        candidates(account, form).reversed().stream()
            .filter(order -> !order.isOpen())
            .filter(asked(form))
            .filter(
                order -> {
                  long at =
                      byOpening
                          ? order.openedMicros()
                          : order.closedMicros().orElse(order.openedMicros());
                  return at > start && at <= end;
                })
            .toList();
    ObjectNode result = KrakenJson.object();
    ObjectNode page = result.putObject("closed");
    page(closed, form).forEach(order -> page.set(order.id(), OrderJson.order(order)));
    return result.put("count", closed.size());
  }

  JsonNode queryOrders(String account, Parameters form) {
    List<String> ids = form.list("txid");
    boolean byClient = form.text("cl_ord_id").isPresent() || form.text("userref").isPresent();
    if (ids.isEmpty() && !byClient) {
      throw KrakenException.invalidArguments("txid");
    }
    ObjectNode result = KrakenJson.object();
    List<VenueOrder> named =
        ids.isEmpty()
            ? candidates(account, form)
            : ids.stream()
                .distinct()
                .flatMap(id -> venue.order(id).stream())
                .filter(order -> order.account().equals(account))
                .sorted(Comparator.comparingLong(VenueOrder::openedMicros))
                .toList();
    named.stream()
        .filter(asked(form))
        .forEach(order -> result.set(order.id(), OrderJson.order(order)));
    if (result.isEmpty() && !ids.isEmpty()) {
      throw new KrakenException("EOrder:Unknown order");
    }
    return result;
  }

  /** By the client's own id where the form names one. */
  private List<VenueOrder> candidates(String account, Parameters form) {
    return form.text("cl_ord_id")
        .map(clientId -> venue.orders(account, clientId))
        .orElseGet(() -> venue.orders(account));
  }

  /** Whether the client's own id or number, where the form names one, is the order's. */
  private static Predicate<VenueOrder> asked(Parameters form) {
    Integer userref = OrderForm.userref(form);
    String clientId = form.text("cl_ord_id").orElse(null);
    return order ->
        (userref == null || userref.equals(order.request().userref()))
            && (clientId == null || clientId.equals(order.request().clOrdId()));
  }

  JsonNode trades(String account, Parameters form) {
    long start = micros(form, "start", Long.MIN_VALUE);
    long end = micros(form, "end", Long.MAX_VALUE);
    List<VenueFill> fills =
        venue.fills(account).reversed().stream()
            .takeWhile(fill -> fill.timeMicros() > start)
            .filter(fill -> fill.timeMicros() <= end)
            .toList();
    ObjectNode result = KrakenJson.object();
    ObjectNode page = result.putObject("trades");
    page(fills, form).forEach(fill -> page.set(fill.id(), OrderJson.fill(fill)));
    return result.put("count", fills.size());
  }

  JsonNode queryTrades(String account, Parameters form) {
    List<String> ids = form.list("txid");
    ObjectNode result = KrakenJson.object();
    ids.stream()
        .distinct()
        .flatMap(id -> venue.fill(account, id).stream())
        .sorted(Comparator.comparingLong(VenueFill::number))
        .forEach(fill -> result.set(fill.id(), OrderJson.fill(fill)));
    if (result.isEmpty()) {
      throw new KrakenException("EQuery:Unknown trade");
    }
    return result;
  }

  private static <T> List<T> page(List<T> all, Parameters form) {
    int offset =
        form.decimal("ofs")
            .map(ofs -> ofs.min(BigDecimal.valueOf(all.size())).intValue())
            .orElse(0);
    return all.subList(Math.max(0, offset), Math.min(all.size(), Math.max(0, offset) + PAGE));
  }

  /** A bound in seconds. */
  private long micros(Parameters form, String name, long otherwise) {
    return form.text(name)
        .map(
            text ->
                venue
                    .order(text)
                    .map(VenueOrder::openedMicros)
                    .orElseGet(() -> secondsToMicros(form, name)))
        .orElse(otherwise);
  }

  private static long secondsToMicros(Parameters form, String name) {
    return form.decimal(name)
        .orElseThrow(() -> KrakenException.invalidArguments(name))
        .movePointRight(6)
        .setScale(0, RoundingMode.FLOOR)
        .longValue();
  }
}
