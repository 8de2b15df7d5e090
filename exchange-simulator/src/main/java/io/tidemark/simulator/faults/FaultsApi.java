package io.tidemark.simulator.faults;

import io.tidemark.simulator.market.Pair;
import io.tidemark.simulator.rest.KrakenJson;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets, tells and removes faults over HTTP: {@code POST}, {@code GET} and {@code DELETE} on the
 * collection, {@code GET} and {@code DELETE} on one by its number.
 */
public final class FaultsApi {

  private final FaultBoard board;
  private final StreamFaults streams;
  private final FaultOrderReader reader;

  /**
   * @param pairs that a fault can be narrowed to
   */
  public FaultsApi(FaultBoard board, StreamFaults streams, List<Pair> pairs) {
    this.board = board;
    this.streams = streams;
    this.reader = new FaultOrderReader(pairs);
  }

  /**
   * What came of a request.
   *
   * @param status 200, 201, 404 or 405
   * @param body the error's words if it is neither 200 nor 201
   */
  public record Outcome(int status, JsonNode body) {}

  /**
   * Answers a request.
   *
   * @param id what follows the collection's path; empty for the collection
   * @throws IllegalArgumentException if the request cannot be taken; the message says why
   */
  public Outcome answer(String method, String id, String body) {
    return switch (method) {
      case "POST" -> id.isEmpty() ? add(body) : notAllowed("POST on one fault");
      case "GET" -> id.isEmpty() ? list() : one(number(id));
      case "DELETE" -> id.isEmpty() ? remove(fault -> true) : removeOne(number(id));
      default -> notAllowed(method);
    };
  }

  private static Outcome notAllowed(String what) {
    return words(405, what + " is not possible; POST, GET or DELETE the faults, GET or DELETE one");
  }

  private static Outcome words(int status, String words) {
    return new Outcome(status, KrakenJson.mapper().getNodeFactory().stringNode(words));
  }

  private static long number(String id) {
    try {
      return Long.parseLong(id);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("a fault's id must be its number, was " + id, e);
    }
  }

  private Outcome add(String body) {
    FaultOrder order;
    try {
      order = reader.read(KrakenJson.mapper().readTree(body));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("the body must be JSON: " + e.getOriginalMessage(), e);
    }
    Fault fault = board.add(order);
    if (fault.effect() instanceof Effect.Drop drop) {
      streams.cut(fault, drop);
    }
    return new Outcome(201, json(fault));
  }

  private Outcome list() {
    ObjectNode node = KrakenJson.object();
    ArrayNode list = node.putArray("faults");
    board.all().forEach(fault -> list.add(json(fault)));
    return new Outcome(200, node);
  }

  private Outcome one(long id) {
    return board.all().stream()
        .filter(fault -> fault.id() == id)
        .findFirst()
        .map(fault -> new Outcome(200, json(fault)))
        .orElseGet(() -> unknown(id));
  }

  private static Outcome unknown(long id) {
    return words(404, "there is no fault " + id);
  }

  private Outcome removeOne(long id) {
    Outcome removed = remove(fault -> fault.id() == id);
    return removed.body().path("removed").asInt() == 0 ? unknown(id) : removed;
  }

  private Outcome remove(Predicate<Fault> which) {
    return new Outcome(200, KrakenJson.object().put("removed", board.remove(which)));
  }

  private static ObjectNode json(Fault fault) {
    FaultOrder order = fault.order();
    Instant until = fault.until();
    Pair pair = order.pair();
    ObjectNode node =
        KrakenJson.object()
            .put("id", fault.id())
            .put("kind", order.kind().name())
            .put("active", fault.isActive())
            .put("struck", fault.struck())
            .put("channel", order.channel())
            .put("pair", pair == null ? null : pair.wsname())
            .put("method", order.method())
            .put("until", until == null ? null : until.toString())
            .put("probability", order.probability())
            .put("seed", order.seed())
            .put("effect", order.effect().toString());
    putCount(node, order.count());
    return node;
  }

  private static void putCount(ObjectNode node, @Nullable Long count) {
    if (count == null) {
      node.putNull("count");
    } else {
      node.put("count", count);
    }
  }
}
