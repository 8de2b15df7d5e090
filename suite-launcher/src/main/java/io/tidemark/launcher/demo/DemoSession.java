package io.tidemark.launcher.demo;

import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.InProcessServices;
import io.tidemark.launcher.suite.Infrastructure;
import io.tidemark.launcher.suite.ProcessServices;
import io.tidemark.launcher.suite.ServiceSettings;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the demo, from the servers' start to the report. */
public final class DemoSession {

  private static final Logger LOG = LoggerFactory.getLogger(DemoSession.class);
  private static final Duration TICK = Duration.ofSeconds(1);
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);
  private static final String ACCOUNT = "main";

  private final DemoSettings settings;
  private final SuiteDirectory directory;
  private final SuitePorts ports;
  private final PrintStream out;
  private final boolean terminal;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  /**
   * @param out where progress and the report go
   * @param terminal whether {@code out} is a terminal
   */
  public DemoSession(
      DemoSettings settings,
      SuiteDirectory directory,
      SuitePorts ports,
      PrintStream out,
      boolean terminal) {
    this.settings = settings;
    this.directory = directory;
    this.ports = ports;
    this.out = out;
    this.terminal = terminal;
  }

  /** Asks for the end; the report is still made. */
  public void requestStop() {
    stopRequested.countDown();
  }

  /** Waits until all has stopped, at most {@code limit}. */
  public void awaitStopped(Duration limit) {
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("event=demo_stops_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs the demo and reports.
   *
   * @throws RuntimeException with a message for the user, if something cannot start
   */
  public DemoReport run() {
    try {
      return start(ConfigurationSource.of(settings.configuration()).load().suite());
    } finally {
      closeAll();
      stopped.countDown();
    }
  }

  private DemoReport start(SuiteConfiguration configuration) {
    long begin = System.nanoTime();
    Replay.Choice choice = Replay.choose(directory, settings);
    Replay replay = choice.replay();
    out.printf(
        "Replay %d of %s %s.%n",
        replay.number(), settings.description(), choice.isNew() ? "begins" : "goes on");
    AtomicReference<DemoVenue> opening = new AtomicReference<>();
    Infrastructure infrastructure =
        Infrastructure.start(
            directory, ports, true, () -> opening.set(openVenue(choice, configuration)));
    DemoVenue venue = Objects.requireNonNull(opening.get());
    opened(infrastructure);
    out.printf("Kafka and Postgres are up after %.1f s.%n", seconds(begin));
    startServices(infrastructure, venue, replay);
    SuiteClient client = opened(new SuiteClient(ports));
    client.awaitReady(READY_LIMIT);
    double recoverySeconds = seconds(begin);
    out.printf("The suite is healthy after %.1f s.%n", recoverySeconds);
    printAddresses(infrastructure);

    ConsumerLag lag = opened(new ConsumerLag(infrastructure.kafka()));
    Tally tally = opened(new Tally(infrastructure.kafka()));
    play(venue, lag, tally);
    if (venue.hasEnded()) {
      replay.asEnded().write(directory);
      out.println("The data has been replayed to its end.");
    }
    DemoReport report =
        new RestingSuite(client, lag, tally)
            .report(venue, settings.symbols(), recoverySeconds, stopAsked());
    out.println();
    out.print(report.text(currency()));
    if (settings.json() != null) {
      report.write(settings.json());
    }
    return report;
  }

  private DemoVenue openVenue(Replay.Choice choice, SuiteConfiguration configuration) {
    if (choice.isNew()) {
      DemoVenue.requireReadable(settings);
      directory.deleteData();
      choice.replay().write(directory);
    }
    return opened(
        DemoVenue.start(
            settings,
            directory,
            ports,
            configuration.exchange().name(),
            configuration.portfolio().initialCash()));
  }

  private void startServices(Infrastructure infrastructure, DemoVenue venue, Replay replay) {
    Map<String, String> properties = new HashMap<>(infrastructure.properties());
    properties.putAll(venue.properties());
    properties.put("tidemark.config", settings.configuration().toAbsolutePath().toString());
    properties.put(
        "tidemark.symbols",
        settings.symbols().stream().map(Symbol::toString).collect(Collectors.joining(",")));
    properties.put("tidemark.mode", "sandbox");
    properties.put("tidemark.demo", "true");
    properties.put("tidemark.run", replay.run());
    properties.put("tidemark.account", ACCOUNT);
    AtomicInteger ready = new AtomicInteger();
    int all = TidemarkService.values().length;
    ServiceSettings told = new ServiceSettings(properties);
    Consumer<TidemarkService> started =
        service ->
            out.printf("  [%d/%d] %s%n", ready.incrementAndGet(), all, service.serviceName());
    if (settings.processes()) {
      opened(ProcessServices.start(told, ports, directory.logs(), started));
    } else {
      opened(InProcessServices.start(told, ports, started));
    }
  }

  private void play(DemoVenue venue, ConsumerLag lag, Tally tally) {
    Instant begin = venue.now();
    LOG.info("event=demo_plays venue_time={} speed={}", begin, settings.speed());
    StatusLine status = new StatusLine(out, terminal, currency());
    long start = System.nanoTime();
    try (Pacer pacer = new Pacer(venue, lag, DemoVenue.lead(settings.speed()))) {
      while (!venue.hasEnded() && !isOver(start)) {
        status.tell(
            Duration.ofNanos(System.nanoTime() - start),
            venue.now(),
            tally.counts(),
            lag.behind(lag.ends()));
        if (stopRequested.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    venue.hold();
    status.end();
  }

  private String currency() {
    return settings.symbols().getFirst().quote();
  }

  private boolean isOver(long start) {
    return settings.length() != null && System.nanoTime() - start >= settings.length().toNanos();
  }

  private boolean stopAsked() {
    return stopRequested.getCount() == 0;
  }

  private void printAddresses(Infrastructure infrastructure) {
    out.println();
    out.println("Where to look");
    for (TidemarkService service : TidemarkService.values()) {
      out.printf("  %-20s %s%s%n", service.serviceName(), ports.url(service), firstPath(service));
    }
    out.printf(
        "  %-20s http://127.0.0.1:%d/sim/v1/status%n", "exchange-simulator", ports.simulator());
    out.printf("  %-20s %s%n", "kafka", infrastructure.kafka());
    out.printf("  %-20s %s%n", "postgres", infrastructure.jdbcUrl());
    out.printf("  %-20s %s%n", "logs", directory.root().resolveSibling("logs"));
    out.println();
  }

  private static String firstPath(TidemarkService service) {
    return switch (service) {
      case INGESTOR -> "/api/v1/candles/coverage";
      case SCANNER -> "/api/v1/signals";
      case POSITION -> "/api/v1/positions";
      case EXECUTION -> "/api/v1/orders";
      case BACKFILLER, ML, BACKTESTER, OPERATOR_GATEWAY -> "/actuator/health";
    };
  }

  private <T extends AutoCloseable> T opened(T resource) {
    running.push(resource);
    return resource;
  }

  private void closeAll() {
    while (!running.isEmpty()) {
      AutoCloseable resource = running.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("event=close_failed resource={}", resource.getClass().getSimpleName(), e);
      }
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
