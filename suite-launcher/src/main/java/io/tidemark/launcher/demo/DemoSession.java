package io.tidemark.launcher.demo;

import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.Infrastructure;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run of the demo, from the servers' start to the report. */
public final class DemoSession {

  private static final Logger LOG = LoggerFactory.getLogger(DemoSession.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  private final DemoSettings settings;
  private final SuiteDirectory directory;
  private final SuitePorts ports;
  private final PrintStream out;
  private final boolean terminal;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

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
    try (ReplayedSuite suite = ReplayedSuite.start(settings, directory, ports, out)) {
      printAddresses(suite.infrastructure());
      play(suite);
      if (suite.venue().hasEnded()) {
        suite.noteEnd();
        out.println("The data has been replayed to its end.");
      }
      DemoReport report = new RestingSuite(suite).report(settings.symbols(), stopAsked());
      out.println();
      out.print(report.text(currency()));
      if (settings.json() != null) {
        report.write(settings.json());
      }
      return report;
    } finally {
      stopped.countDown();
    }
  }

  private void play(ReplayedSuite suite) {
    DemoVenue venue = suite.venue();
    LOG.info("event=demo_plays venue_time={} speed={}", venue.now(), settings.speed());
    StatusLine status = new StatusLine(out, terminal, currency());
    long start = System.nanoTime();
    try (Pacer _ = suite.pace()) {
      while (!venue.hasEnded() && !isOver(start)) {
        status.tell(
            Duration.ofNanos(System.nanoTime() - start),
            venue.now(),
            suite.tally().counts(),
            suite.lag().behind(suite.lag().ends()));
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
    out.printf("  %-20s %s/%n", "dashboard", ports.url(TidemarkService.OPERATOR_GATEWAY));
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
      case OPERATOR_GATEWAY -> "/api/v1/status";
      case BACKFILLER, ML, BACKTESTER -> "/actuator/health";
    };
  }
}
