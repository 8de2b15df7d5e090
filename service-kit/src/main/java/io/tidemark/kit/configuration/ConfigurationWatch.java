package io.tidemark.kit.configuration;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches a configuration's files. A change that is valid as a whole takes the place of the
 * configuration in use and is told to the listeners; one that is not is refused with one error, and
 * the configuration in use stays.
 *
 * <p>Contents are compared, not times, so that files behind links that are swapped, as Kubernetes
 * does with a ConfigMap, are seen as well. A change is looked at once two polls in a row have read
 * the same, which leaves editors and copies time to finish; what is checked is what was read then.
 */
public final class ConfigurationWatch implements AutoCloseable {

  /** How often files are read. */
  public static final Duration DEFAULT_PERIOD = Duration.ofSeconds(1);

  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationWatch.class);

  private final ConfigurationSource source;
  private final ScheduledExecutorService scheduler;
  private final Counter accepted;
  private final Counter refused;
  private final List<ConfigurationListener> listeners = new CopyOnWriteArrayList<>();

  private volatile ConfigurationEdition current;
  private volatile @Nullable String refusal;
  private String judged;
  private String lastSeen;

  /**
   * A watch that has not started.
   *
   * @param current what was read from {@code source} and is in use
   * @param scheduler on which files are read; shut down with the watch
   */
  public ConfigurationWatch(
      ConfigurationSource source,
      ConfigurationEdition current,
      ScheduledExecutorService scheduler,
      MeterRegistry metrics) {
    this.source = source;
    this.current = current;
    this.scheduler = scheduler;
    this.judged = current.contentHash();
    this.lastSeen = judged;
    this.accepted = metrics.counter("tidemark.configuration.accepted");
    this.refused = metrics.counter("tidemark.configuration.refused");
  }

  /** Reads the files each {@code period} from now on. */
  public void start(Duration period) {
    scheduler.scheduleWithFixedDelay(
        this::pollSafely, period.toMillis(), period.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Adds one that is told of changes from now on. */
  public void addListener(ConfigurationListener listener) {
    listeners.add(listener);
  }

  /** The configuration in use. */
  public ConfigurationEdition current() {
    return current;
  }

  /** Why the files as they are now are not in use; empty if they are. */
  public Optional<String> refusal() {
    return Optional.ofNullable(refusal);
  }

  /** Reads the files once, and acts on what is new and has come to rest. */
  public synchronized void poll() {
    ConfigurationSource.Content content = source.read();
    String seen = content.hash();
    boolean atRest = seen.equals(lastSeen);
    lastSeen = seen;
    if (atRest && !seen.equals(judged)) {
      judged = seen;
      judge(content);
    }
  }

  /**
   * Reads the files and acts on what is new at once, for an operator who says that they are
   * complete.
   *
   * @return why they are not in use; empty if they are
   */
  public synchronized Optional<String> reload() {
    ConfigurationSource.Content content = source.read();
    lastSeen = content.hash();
    judged = lastSeen;
    judge(content);
    return refusal();
  }

  private void judge(ConfigurationSource.Content content) {
    ConfigurationEdition edition;
    try {
      edition = source.load(content);
    } catch (ConfigurationException e) {
      refusal = e.getMessage();
      refused.increment();
      LOG.error("event=configuration_refused problem=\"{}\"", e.getMessage());
      return;
    }
    refusal = null;
    ConfigurationEdition before = current;
    if (!edition.saysTheSameAs(before)) {
      current = edition;
      accepted.increment();
      LOG.info(
          "event=configuration_changed strategies={} contentHash={}",
          edition.strategies().byId().keySet(),
          edition.contentHash());
      listeners.forEach(listener -> tell(listener, before, edition));
    }
  }

  /** What one listener does wrong is kept from the others. */
  private static void tell(
      ConfigurationListener listener, ConfigurationEdition before, ConfigurationEdition after) {
    try {
      listener.changed(before, after);
    } catch (RuntimeException e) {
      LOG.error("event=configuration_listener_failed contentHash={}", after.contentHash(), e);
    }
  }

  /** A failed poll must not be the last. */
  private void pollSafely() {
    try {
      poll();
    } catch (RuntimeException e) {
      LOG.error("event=configuration_poll_failed", e);
    }
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
