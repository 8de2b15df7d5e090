package io.tidemark.launcher.suite;

import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.service.TidemarkService;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The suite on the configured exchange, until it is told to stop. */
public final class SuiteSession {

  private static final Logger LOG = LoggerFactory.getLogger(SuiteSession.class);

  private final Path configuration;
  private final SuiteDirectory directory;
  private final SuitePorts ports;
  private final PrintStream out;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  public SuiteSession(
      Path configuration, SuiteDirectory directory, SuitePorts ports, PrintStream out) {
    this.configuration = configuration;
    this.directory = directory;
    this.ports = ports;
    this.out = out;
  }

  /** Asks for the end and waits for it, at most {@code limit}. */
  public void stop(Duration limit) {
    stopRequested.countDown();
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("event=suite_stops_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Starts everything and returns when it has stopped.
   *
   * @throws RuntimeException with a message for the user, if something cannot start
   */
  public void run() {
    try {
      SuiteConfiguration suite = ConfigurationSource.of(configuration).load().suite();
      out.printf("Starting the suite on %s for %s.%n", suite.exchange().name(), suite.symbols());
      try (Infrastructure infrastructure = Infrastructure.start(directory, ports, false, () -> {});
          SuiteKey key = SuiteKey.open(directory);
          InProcessServices services = startServices(infrastructure, key)) {
        out.println("The suite is healthy; Ctrl-C stops it. Where to look:");
        out.printf("  %-20s %s/%n", "dashboard", ports.url(TidemarkService.OPERATOR_GATEWAY));
        for (TidemarkService service : TidemarkService.values()) {
          out.printf("  %-20s %s%n", service.serviceName(), ports.url(service));
        }
        LOG.info("event=suite_up services={}", services.count());
        stopRequested.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopped.countDown();
    }
  }

  private InProcessServices startServices(Infrastructure infrastructure, SuiteKey key) {
    Map<String, String> properties = new HashMap<>(infrastructure.properties());
    properties.put("tidemark.config", configuration.toAbsolutePath().toString());
    properties.put(SuiteKey.PROPERTY, key.value());
    AtomicInteger ready = new AtomicInteger();
    int all = TidemarkService.values().length;
    return InProcessServices.start(
        new ServiceSettings(properties),
        ports,
        service ->
            out.printf("  [%d/%d] %s%n", ready.incrementAndGet(), all, service.serviceName()));
  }
}
