package io.tidemark.operator.health;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.operator.route.ServiceAddresses;
import io.tidemark.operator.route.ServiceAwayException;
import io.tidemark.operator.route.ServiceClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Asks each service once a second how it is, each on a thread of its own, so that one that hangs
 * delays no other. One that stops answering is DOWN after {@value #MISSES} questions, which takes
 * less than four seconds.
 */
@Component
public final class HealthWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(HealthWatch.class);
  private static final Duration PERIOD = Duration.ofSeconds(1);
  private static final Duration LIMIT = Duration.ofMillis(800);
  private static final int MISSES = 3;

  private final ServiceAddresses addresses;
  private final ServiceClient client;
  private final InstantSource clock = InstantSource.system();
  private final Map<TidemarkService, ServiceHealth> healths = new ConcurrentHashMap<>();
  private final List<Thread> watchers = new ArrayList<>();
  private volatile boolean running;

  HealthWatch(ServiceAddresses addresses, ServiceClient client) {
    this.addresses = addresses;
    this.client = client;
    Instant now = clock.instant();
    for (TidemarkService service : addresses.services()) {
      healths.put(service, ServiceHealth.unknown(service.serviceName(), now));
    }
  }

  /** How all services stand, in their usual order. */
  public List<ServiceHealth> all() {
    return addresses.services().stream().map(this::of).toList();
  }

  /**
   * How one service stands.
   *
   * @throws IllegalArgumentException if it is not watched
   */
  public ServiceHealth of(TidemarkService service) {
    ServiceHealth health = healths.get(service);
    if (health == null) {
      throw new IllegalArgumentException(service.serviceName() + " is not watched");
    }
    return health;
  }

  @Override
  public synchronized void start() {
    running = true;
    for (TidemarkService service : addresses.services()) {
      watchers.add(
          Thread.ofVirtual().name("health-" + service.serviceName()).start(() -> watch(service)));
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    watchers.forEach(Thread::interrupt);
    watchers.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void watch(TidemarkService service) {
    int misses = 0;
    try {
      while (running) {
        long asked = System.nanoTime();
        misses = ask(service) ? 0 : misses + 1;
        if (misses >= MISSES) {
          note(service, of(service).gone("does not answer", clock.instant()));
        }
        Thread.sleep(PERIOD.minusNanos(System.nanoTime() - asked));
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean ask(TidemarkService service) {
    long asked = System.nanoTime();
    try {
      ServiceClient.Answer answer = client.get(service, "/actuator/health", LIMIT);
      long millis = Duration.ofNanos(System.nanoTime() - asked).toMillis();
      String missing = missing(answer);
      HealthState state = missing == null ? HealthState.UP : HealthState.DEGRADED;
      note(service, of(service).answered(state, missing, millis, clock.instant()));
      return true;
    } catch (ServiceAwayException _) {
      healths.put(service, of(service).missed(clock.instant()));
      return false;
    }
  }

  private void note(TidemarkService service, ServiceHealth health) {
    ServiceHealth before = healths.put(service, health);
    if (before == null || before.state() != health.state()) {
      LOG.info(
          "event=service_health service={} state={} detail=\"{}\"",
          health.service(),
          health.state(),
          health.detail() == null ? "" : health.detail());
    }
  }

  /** What a service says that it lacks; null if nothing. */
  private static @Nullable String missing(ServiceClient.Answer answer) {
    JsonNode health;
    try {
      health = Json.mapper().readTree(answer.body());
    } catch (JacksonException _) {
      return "answers what is no health, with status " + answer.status();
    }
    if (answer.status() == 200 && health.path("status").asString("").equals("UP")) {
      return null;
    }
    List<String> lacking =
        health
            .path("components")
            .propertyStream()
            .filter(part -> !part.getValue().path("status").asString("").equals("UP"))
            .map(part -> part.getKey() + " " + part.getValue().path("status").asString("UNKNOWN"))
            .toList();
    return lacking.isEmpty()
        ? "answers with status " + answer.status()
        : String.join(", ", lacking);
  }
}
