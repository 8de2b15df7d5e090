package io.tidemark.operator.live;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.health.HealthState;
import io.tidemark.operator.health.HealthWatch;
import io.tidemark.operator.health.ServiceHealth;
import io.tidemark.operator.health.SuiteReadings;
import io.tidemark.operator.health.SuiteStatus;
import io.tidemark.operator.thought.ThoughtTable;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the parts as they are now, all at once: what services own from them, over REST, so that a
 * client sees what REST says. A part whose service does not tell is left out, and named.
 */
final class PartReader implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PartReader.class);

  /** What a client keeps of a list. */
  private static final int MOST_ITEMS = 200;

  private static final List<String> LIVE_POSITIONS = List.of("OPENING", "OPEN", "CLOSING");
  private static final List<String> PASSING = List.of("time", "venueTime");
  private static final List<String> PASSING_OF_SERVICE = List.of("latencyMillis", "checkedAt");

  /** Parts whose content comes by events: they are as good as the service that makes them. */
  private static final Map<LivePart, TidemarkService> BY_EVENTS =
      Map.of(
          LivePart.MARKETS, TidemarkService.INGESTOR,
          LivePart.DECISIONS, TidemarkService.SCANNER);

  private static final Map<LivePart, TidemarkService> OWNERS =
      Map.of(
          LivePart.RISK, TidemarkService.POSITION,
          LivePart.EQUITY, TidemarkService.POSITION,
          LivePart.POSITIONS, TidemarkService.POSITION,
          LivePart.ORDERS, TidemarkService.EXECUTION,
          LivePart.FILLS, TidemarkService.EXECUTION,
          LivePart.MODELS, TidemarkService.ML);

  private final SuiteStatus status;
  private final SuiteReadings readings;
  private final HealthWatch health;
  private final ThoughtTable thoughts;
  private final RunIdentity identity;
  private final MarketBoard board;
  private final EquityReader equity;
  private final ExecutorService askers = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<TidemarkService, Instant> awaySince = new ConcurrentHashMap<>();
  private @Nullable JsonNode lastStatus;

  PartReader(
      SuiteStatus status,
      SuiteReadings readings,
      HealthWatch health,
      ThoughtTable thoughts,
      RunIdentity identity,
      MarketBoard board) {
    this.status = status;
    this.readings = readings;
    this.health = health;
    this.thoughts = thoughts;
    this.identity = identity;
    this.board = board;
    this.equity = new EquityReader(readings);
  }

  /** The parts that are told now, those of services that are away left out. */
  Map<LivePart, JsonNode> read(Instant now) throws InterruptedException {
    Map<LivePart, Future<Optional<JsonNode>>> asked = new EnumMap<>(LivePart.class);
    ask(asked, LivePart.STATUS, () -> Optional.of(status()));
    ask(asked, LivePart.RISK, () -> readings.read(TidemarkService.POSITION, "/api/v1/risk"));
    ask(asked, LivePart.EQUITY, equity::latest);
    ask(asked, LivePart.POSITIONS, this::positions);
    ask(asked, LivePart.ORDERS, () -> items(TidemarkService.EXECUTION, "/api/v1/orders?size=200"));
    ask(asked, LivePart.FILLS, () -> items(TidemarkService.EXECUTION, "/api/v1/fills?size=200"));
    ask(asked, LivePart.MODELS, this::champions);
    ask(asked, LivePart.THOUGHTS, this::thoughts);
    Map<LivePart, JsonNode> parts = new EnumMap<>(LivePart.class);
    for (Map.Entry<LivePart, Future<Optional<JsonNode>>> one : asked.entrySet()) {
      answer(one.getKey(), one.getValue()).ifPresent(value -> parts.put(one.getKey(), value));
    }
    parts.put(LivePart.MARKETS, board.markets());
    parts.put(LivePart.DECISIONS, board.decisions());
    parts.put(LivePart.UNAVAILABLE, unavailable(parts, now));
    return parts;
  }

  private void ask(
      Map<LivePart, Future<Optional<JsonNode>>> asked,
      LivePart part,
      Supplier<Optional<JsonNode>> reading) {
    asked.put(part, askers.submit(reading::get));
  }

  private static Optional<JsonNode> answer(LivePart part, Future<Optional<JsonNode>> asked)
      throws InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof DataAccessException cause) {
        LOG.warn("event=part_not_read part={} cause=\"{}\"", part, cause.getMessage());
        return Optional.empty();
      }
      throw new IllegalStateException("the part %s cannot be read".formatted(part), e.getCause());
    }
  }

  /** What changes with every look is no change: it comes along with what is. */
  private JsonNode status() {
    JsonNode now = Json.mapper().valueToTree(status.now());
    JsonNode before = lastStatus;
    if (before != null && lasting(before).equals(lasting(now))) {
      return before;
    }
    lastStatus = now;
    return now;
  }

  private static JsonNode lasting(JsonNode status) {
    ObjectNode lasting = (ObjectNode) status.deepCopy();
    lasting.remove(PASSING);
    lasting.path("services").forEach(service -> ((ObjectNode) service).remove(PASSING_OF_SERVICE));
    if (lasting.get("streams") instanceof ObjectNode streams) {
      streams.remove("oldestSeconds");
    }
    return lasting;
  }

  private Optional<JsonNode> positions() {
    ArrayNode live = Json.mapper().createArrayNode();
    for (String state : LIVE_POSITIONS) {
      Optional<JsonNode> page =
          readings.read(TidemarkService.POSITION, "/api/v1/positions?size=1000&status=" + state);
      if (page.isEmpty()) {
        return Optional.empty();
      }
      page.get().path("items").forEach(live::add);
    }
    return Optional.of(live);
  }

  private Optional<JsonNode> champions() {
    return readings
        .read(TidemarkService.ML, "/api/v1/models?size=100&state=CHAMPION")
        .map(page -> page.path("items"));
  }

  /** REST tells the latest first; here the oldest is first. */
  private Optional<JsonNode> items(TidemarkService service, String path) {
    return readings
        .read(service, path)
        .map(
            page -> {
              ArrayNode items = Json.mapper().createArrayNode();
              page.path("items").valueStream().toList().reversed().forEach(items::add);
              return items;
            });
  }

  private Optional<JsonNode> thoughts() {
    return Optional.of(Json.mapper().valueToTree(thoughts.last(identity.run(), MOST_ITEMS)));
  }

  private JsonNode unavailable(Map<LivePart, JsonNode> told, Instant now) {
    SequencedMap<TidemarkService, ArrayNode> missing = new LinkedHashMap<>();
    for (LivePart part : LivePart.values()) {
      TidemarkService owner = OWNERS.get(part);
      TidemarkService maker = BY_EVENTS.get(part);
      if (owner != null && !told.containsKey(part)) {
        missing.computeIfAbsent(owner, _ -> Json.mapper().createArrayNode()).add(part.word());
      } else if (maker != null && health.of(maker).state() == HealthState.DOWN) {
        missing.computeIfAbsent(maker, _ -> Json.mapper().createArrayNode()).add(part.word());
      }
    }
    awaySince.keySet().retainAll(missing.keySet());
    ArrayNode unavailable = Json.mapper().createArrayNode();
    missing.forEach(
        (service, parts) -> {
          ServiceHealth state = health.of(service);
          Instant since =
              awaySince.computeIfAbsent(
                  service, _ -> state.state() == HealthState.DOWN ? state.since() : now);
          ObjectNode one = unavailable.addObject().put("service", service.serviceName());
          one.set("parts", parts);
          one.put("since", since.toString());
        });
    return unavailable;
  }

  @Override
  public void close() {
    askers.shutdownNow();
  }
}
