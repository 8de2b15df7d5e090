package io.tidemark.operator.health;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.route.ServiceAwayException;
import io.tidemark.operator.route.ServiceClient;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What the services tell over REST, asked for at most about once a second however many ask, and not
 * at all while a service is known to be down.
 */
@Component
public final class SuiteReadings {

  private static final Duration LIMIT = Duration.ofMillis(900);
  private static final long FRESH_NANOS = Duration.ofMillis(700).toNanos();

  /** More than the gateway itself ever asks for. */
  private static final int MOST_KEPT = 500;

  private final ServiceClient client;
  private final HealthWatch health;
  private final Map<String, Kept> kept = new ConcurrentHashMap<>();

  SuiteReadings(ServiceClient client, HealthWatch health) {
    this.client = client;
    this.health = health;
  }

  /** The last reading of one path; whoever comes while it is asked for waits for it. */
  private static final class Kept {
    private @Nullable JsonNode value;
    private long nanos = System.nanoTime() - FRESH_NANOS;
  }

  /**
   * What a service tells; empty if it does not answer, or answers with an error.
   *
   * @param path with its query, encoded
   */
  public Optional<JsonNode> read(TidemarkService service, String path) {
    if (health.of(service).state() == HealthState.DOWN) {
      return Optional.empty();
    }
    if (kept.size() > MOST_KEPT) {
      kept.clear();
    }
    Kept reading = kept.computeIfAbsent(service + path, _ -> new Kept());
    synchronized (reading) {
      if (System.nanoTime() - reading.nanos >= FRESH_NANOS) {
        reading.value = ask(service, path);
        reading.nanos = System.nanoTime();
      }
      return Optional.ofNullable(reading.value);
    }
  }

  private @Nullable JsonNode ask(TidemarkService service, String path) {
    try {
      ServiceClient.Answer answer = client.get(service, path, LIMIT);
      return answer.status() == 200 ? Json.mapper().readTree(answer.body()) : null;
    } catch (ServiceAwayException | JacksonException _) {
      return null;
    }
  }
}
