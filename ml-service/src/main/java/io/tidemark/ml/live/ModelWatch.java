package io.tidemark.ml.live;

import io.tidemark.ml.registry.ModelRegistry;
import io.tidemark.ml.registry.PredictionRow.Role;
import io.tidemark.ml.registry.RegisteredModel;
import io.tidemark.ml.serve.ServedModel;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * Looks who is champion and challenger of each name, and opens them beside the bars. One that
 * cannot be opened leaves the model before it in place, and is tried again. At the start, when none
 * is in place, the champions before it are tried in its stead.
 */
final class ModelWatch implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ModelWatch.class);
  private static final long REST_NANOS = Duration.ofSeconds(10).toNanos();

  private final ModelRegistry registry;
  private final Opener opener;
  private final PredictionMetrics metrics;
  private final SortedMap<String, Slots> slots = new TreeMap<>();
  private final Map<UUID, Long> resting = new HashMap<>();
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("model-watch").factory());

  /** Makes a model ready to serve from its files. */
  @FunctionalInterface
  interface Opener {

    /** Opens a model; any failure leaves the one before it in place. */
    ServedModel open(RegisteredModel model, Role role);
  }

  /** Those of one name. */
  record Slots(ModelSlot champion, ModelSlot challenger) {}

  ModelWatch(ModelRegistry registry, Opener opener, List<String> names, PredictionMetrics metrics) {
    this.registry = registry;
    this.opener = opener;
    this.metrics = metrics;
    names.forEach(name -> slots.put(name, new Slots(new ModelSlot(), new ModelSlot())));
  }

  /**
   * Those of a name.
   *
   * @throws IllegalArgumentException if it is not watched
   */
  Slots of(String name) {
    Slots found = slots.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name + " is not watched");
    }
    return found;
  }

  /**
   * Looks once, then again and again.
   *
   * @throws DataAccessException if the database does not answer the first time
   */
  void start(Duration period) {
    look();
    thread.scheduleWithFixedDelay(
        this::lookSafely, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void lookSafely() {
    try {
      look();
    } catch (DataAccessException e) {
      LOG.warn("event=models_not_looked_up cause=\"{}\" then=\"again shortly\"", e.getMessage());
    }
  }

  private void look() {
    slots.forEach(
        (name, one) -> {
          follow(registry.champion(name), one.champion(), Role.CHAMPION);
          follow(registry.challenger(name), one.challenger(), Role.CHALLENGER);
        });
  }

  private void follow(Optional<RegisteredModel> found, ModelSlot slot, Role role) {
    if (found.isEmpty()) {
      slot.clear();
      return;
    }
    RegisteredModel model = found.get();
    if (slot.holds(model.id()) || opens(model, slot, role) || role == Role.CHALLENGER) {
      return;
    }
    if (slot.model().isEmpty()) {
      followPredecessor(model, slot);
    }
  }

  private void followPredecessor(RegisteredModel champion, ModelSlot slot) {
    Set<UUID> seen = new HashSet<>(Set.of(champion.id()));
    Optional<RegisteredModel> before = predecessor(champion);
    while (before.isPresent() && seen.add(before.get().id())) {
      if (opens(before.get(), slot, Role.CHAMPION)) {
        return;
      }
      before = predecessor(before.get());
    }
  }

  private Optional<RegisteredModel> predecessor(RegisteredModel model) {
    UUID id = model.predecessorId();
    return id == null ? Optional.empty() : registry.find(id);
  }

  private boolean opens(RegisteredModel model, ModelSlot slot, Role role) {
    Long failed = resting.get(model.id());
    if (failed != null && System.nanoTime() - failed < REST_NANOS) {
      return false;
    }
    try {
      slot.put(model, opener.open(model, role));
      resting.remove(model.id());
      return true;
    } catch (DataAccessException e) {
      throw e;
    } catch (RuntimeException e) {
      metrics.unreadable(model.version().name());
      resting.put(model.id(), System.nanoTime());
      LOG.warn(
          "event=model_unreadable model={} id={} role={} cause=\"{}\" then=\"{}\"",
          model.version().name(),
          model.id(),
          role,
          e.getMessage(),
          "what served before it serves on; it is tried again");
      return false;
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
        LOG.warn("event=model_watch_stops_slowly");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    slots
        .values()
        .forEach(
            one -> {
              one.champion().close();
              one.challenger().close();
            });
  }
}
