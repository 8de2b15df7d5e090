package io.tidemark.simulator.control;

import io.tidemark.simulator.faults.FaultsApi;
import io.tidemark.simulator.market.Market;
import io.tidemark.simulator.rest.KrakenJson;
import io.tidemark.simulator.tape.Recording;
import io.tidemark.simulator.venue.Venue;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The controls over HTTP, under {@code /sim/v1/}. Decimals are strings, times ISO-8601 in UTC. */
public final class ControlApi {

  /** Where the controls are. */
  public static final String PATH = "/sim/v1/";

  private static final String FAULTS = "faults";

  private final Venue venue;
  private final List<Recording> recordings;
  private final ReplayClock clock;
  private final LedgerReader ledger;
  private final FaultsApi faults;

  /**
   * @param recordings of the venue's markets, in their order
   */
  public ControlApi(
      Venue venue,
      List<Recording> recordings,
      ReplayClock clock,
      LedgerReader ledger,
      FaultsApi faults) {
    this.venue = venue;
    this.recordings = recordings;
    this.clock = clock;
    this.ledger = ledger;
    this.faults = faults;
  }

  /**
   * An answer.
   *
   * @param status of HTTP
   */
  public record Answer(int status, JsonNode body) {}

  /** Answers a request; errors are RFC 9457 problem details. */
  public Answer answer(String method, String path, String body) {
    String resource = path.substring(PATH.length());
    if (resource.equals(FAULTS) || resource.startsWith(FAULTS + "/")) {
      return faults(method, resource, body);
    }
    return switch (method + " " + resource) {
      case "GET clock" -> new Answer(200, clock());
      case "PUT clock" -> setClock(body);
      case "GET ledger" -> new Answer(200, ledger());
      case "GET status" -> new Answer(200, status());
      default ->
          problem(
              404,
              "no such control: "
                  + method
                  + " "
                  + path
                  + "; there are clock, faults, ledger, status");
    };
  }

  private Answer faults(String method, String resource, String body) {
    String id = resource.equals(FAULTS) ? "" : resource.substring(FAULTS.length() + 1);
    try {
      FaultsApi.Outcome outcome = faults.answer(method, id, body);
      return outcome.status() >= 400
          ? problem(outcome.status(), outcome.body().stringValue())
          : new Answer(outcome.status(), outcome.body());
    } catch (IllegalArgumentException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private ObjectNode clock() {
    ReplayClock.State state = clock.state();
    return KrakenJson.object()
        .put("venueTime", state.venueTime().toString())
        .put("speed", state.speed())
        .put("running", state.running())
        .put("ended", state.ended())
        .put("limit", state.limit().map(Instant::toString).orElse(null));
  }

  /** Sets what the body names and leaves the rest; all of it or, if something is wrong, nothing. */
  private Answer setClock(String body) {
    try {
      JsonNode wanted = KrakenJson.mapper().readTree(body);
      if (!wanted.isObject()) {
        return problem(400, "the body must be an object with limit, speed or running");
      }
      double speed =
          wanted.has("speed")
              ? ReplayClock.requireSpeed(wanted.path("speed").doubleValue())
              : clock.state().speed();
      Optional<Instant> limit =
          wanted.has("limit") ? limit(wanted.path("limit")) : clock.state().limit();
      boolean running =
          wanted.has("running") ? wanted.path("running").booleanValue() : clock.state().running();
      clock.setSpeed(speed);
      clock.setLimit(limit.orElse(null));
      clock.setRunning(running);
      return new Answer(200, clock());
    } catch (DateTimeException | IllegalArgumentException | JacksonException e) {
      return problem(400, String.valueOf(e.getMessage()));
    }
  }

  private static Optional<Instant> limit(JsonNode node) {
    return node.isNull() ? Optional.empty() : Optional.of(Instant.parse(node.stringValue()));
  }

  private ObjectNode ledger() {
    Ledger read = ledger.read();
    ObjectNode node = KrakenJson.object().put("venueTime", read.venueTime().toString());
    ObjectNode accounts = node.putObject("accounts");
    read.accounts().forEach((key, account) -> accounts.set(key, account(account)));
    return node;
  }

  private static ObjectNode account(Ledger.Account account) {
    ObjectNode node = KrakenJson.object();
    ObjectNode balances = node.putObject("balances");
    account
        .balances()
        .forEach(
            (asset, balance) ->
                balances
                    .putObject(asset)
                    .put("total", balance.total().toPlainString())
                    .put("reserved", balance.reserved().toPlainString()));
    ArrayNode open = node.putArray("openOrders");
    account.openOrders().forEach(order -> open.add(order(order)));
    ArrayNode orders = node.putArray("orders");
    account.orders().forEach(order -> orders.add(order(order)));
    ArrayNode fills = node.putArray("fills");
    account.fills().forEach(fill -> fills.add(fill(fill)));
    return node;
  }

  private static ObjectNode order(Ledger.Order order) {
    return KrakenJson.object()
        .put("id", order.id())
        .put("clOrdId", order.clOrdId().orElse(null))
        .put("userref", order.userref().orElse(null))
        .put("pair", order.pair())
        .put("side", order.side().name())
        .put("type", order.type().name())
        .put("status", order.status().name().toLowerCase(Locale.ROOT))
        .put("price", order.price().map(Object::toString).orElse(null))
        .put("volume", order.volume().toString())
        .put("filled", order.filled().toString())
        .put("cost", order.cost().toPlainString())
        .put("fee", order.fee().toPlainString())
        .put("openedAt", order.openedAt().toString());
  }

  private static ObjectNode fill(Ledger.Fill fill) {
    return KrakenJson.object()
        .put("id", fill.id())
        .put("orderId", fill.orderId())
        .put("clOrdId", fill.clOrdId().orElse(null))
        .put("pair", fill.pair())
        .put("side", fill.side().name())
        .put("price", fill.price().toString())
        .put("quantity", fill.quantity().toString())
        .put("cost", fill.cost().toPlainString())
        .put("fee", fill.fee().toPlainString())
        .put("liquidity", fill.liquidity().name())
        .put("time", fill.time().toString());
  }

  private ObjectNode status() {
    ObjectNode node = KrakenJson.object().put("status", venue.hasEnded() ? "ended" : "online");
    node.set("clock", clock());
    ArrayNode markets = node.putArray("markets");
    for (int i = 0; i < recordings.size(); i++) {
      markets.add(market(venue.markets().get(i), recordings.get(i)));
    }
    return node;
  }

  private static ObjectNode market(Market market, Recording recording) {
    return KrakenJson.object()
        .put("symbol", market.pair().symbol().toString())
        .put("pair", market.pair().name())
        .put("source", recording.source())
        .put("sha256", recording.sha256())
        .put("tradesPlayed", market.played())
        .put("trades", recording.tape().size())
        .put("skippedRows", recording.skippedRows())
        .put("roundedValues", recording.roundedValues())
        .put("depth", market.hasRecordedDepth() ? "recorded" : "modelled");
  }

  private static String title(int status) {
    return switch (status) {
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      default -> "Bad Request";
    };
  }

  private static Answer problem(int status, String detail) {
    return new Answer(
        status,
        KrakenJson.object()
            .put("type", "about:blank")
            .put("title", title(status))
            .put("status", status)
            .put("detail", detail));
  }
}
