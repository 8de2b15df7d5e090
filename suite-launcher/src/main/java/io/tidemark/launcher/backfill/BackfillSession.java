package io.tidemark.launcher.backfill;

import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.InProcessServices;
import io.tidemark.launcher.suite.Infrastructure;
import io.tidemark.launcher.suite.ServiceSettings;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuiteKey;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One backfill, from its request to its end: by the service that is named, by the suite that runs
 * on this machine, or by an ingestor and a backfiller of its own that end with it.
 */
public final class BackfillSession {

  private static final Logger LOG = LoggerFactory.getLogger(BackfillSession.class);
  private static final Duration TICK = Duration.ofSeconds(1);

  /** A service that restarts is back within so many ticks. */
  private static final int PATIENCE = 60;

  private static final List<TidemarkService> NEEDED =
      List.of(TidemarkService.INGESTOR, TidemarkService.BACKFILLER);

  private final BackfillSettings settings;
  private final SuiteDirectory directory;
  private final SuitePorts ports;
  private final Map<String, String> overrides;
  private final PrintStream out;
  private final boolean terminal;
  private final CountDownLatch stopRequested = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);

  /**
   * @param directory where the suite keeps its data
   * @param overrides settings for services that are started here, by property
   * @param out where progress and the result go
   * @param terminal whether {@code out} is a terminal
   */
  public BackfillSession(
      BackfillSettings settings,
      SuiteDirectory directory,
      SuitePorts ports,
      Map<String, String> overrides,
      PrintStream out,
      boolean terminal) {
    this.settings = settings;
    this.directory = directory;
    this.ports = ports;
    this.overrides = Map.copyOf(overrides);
    this.out = out;
    this.terminal = terminal;
  }

  /** Asks for the end and waits for it, at most {@code limit}; what was fetched stays. */
  public void stop(Duration limit) {
    stopRequested.countDown();
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("event=backfill_stops_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs the backfill and reports.
   *
   * @throws RuntimeException with a message for the user, if it cannot begin
   */
  public BackfillReport run() {
    try {
      SuiteConfiguration suite = SuiteConfiguration.load(settings.configuration());
      URI service = settings.service();
      if (service != null) {
        return byService(service, SuiteKey.configured(), suite);
      }
      URI running = URI.create(ports.url(TidemarkService.BACKFILLER));
      try (BackfillClient probe = new BackfillClient(running, "")) {
        if (probe.answers()) {
          return byService(running, SuiteKey.ofRunning(directory), suite);
        }
      }
      return byItself(running, suite);
    } finally {
      stopped.countDown();
    }
  }

  private BackfillReport byService(URI service, String key, SuiteConfiguration suite) {
    try (BackfillClient client = new BackfillClient(service, key)) {
      out.printf("The backfiller at %s does it.%n", service);
      return follow(
          client,
          suite,
          "It goes on at %s; the same command shows it again, POST /api/v1/jobs/%s/cancel ends it.%n");
    }
  }

  private BackfillReport byItself(URI service, SuiteConfiguration suite) {
    out.println("No suite runs here: starting what this needs.");
    try (Infrastructure infrastructure = Infrastructure.start(directory, ports, false, () -> {});
        SuiteKey key = SuiteKey.open(directory);
        InProcessServices services = startServices(infrastructure, key);
        BackfillClient client = new BackfillClient(service, key.value())) {
      LOG.info("event=backfill_alone services={}", services.count());
      return follow(
          client,
          suite,
          "Nothing of it is lost: the same command goes on from here (job at %s: %s).%n");
    }
  }

  private InProcessServices startServices(Infrastructure infrastructure, SuiteKey key) {
    Map<String, String> properties = new HashMap<>(infrastructure.properties());
    properties.put("tidemark.config", settings.configuration().toAbsolutePath().toString());
    properties.put(SuiteKey.PROPERTY, key.value());
    properties.putAll(overrides);
    return InProcessServices.start(
        NEEDED,
        new ServiceSettings(properties),
        ports,
        service -> out.printf("  %s%n", service.serviceName()));
  }

  /**
   * @param goOn what to tell who stops waiting; takes the service's address and the job's id
   */
  private BackfillReport follow(BackfillClient client, SuiteConfiguration suite, String goOn) {
    long begin = System.nanoTime();
    ProgressBar bar = new ProgressBar(out, terminal);
    BackfillClient.Job job = client.submit(request(suite));
    UUID jobId = job.jobId();
    JobWatch watch = new JobWatch(() -> client.job(jobId), PATIENCE);
    try {
      bar.tell(job);
      while (!job.ended() && !stopRequested.await(TICK.toMillis(), TimeUnit.MILLISECONDS)) {
        job = watch.after(job);
        bar.tell(job);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    bar.end();
    BackfillReport report = report(client, job, (System.nanoTime() - begin) / 1e9);
    out.print(report.text());
    if (report.stopped()) {
      out.printf(goOn, client.service(), job.jobId());
    }
    if (settings.json() != null) {
      report.write(settings.json());
    }
    return report;
  }

  private static BackfillReport report(
      BackfillClient client, BackfillClient.Job job, double seconds) {
    Map<String, Map<String, Long>> unfillable = new TreeMap<>();
    job.items()
        .forEach(
            item ->
                unfillable.put(item.symbol(), client.unfillable(job.exchange(), item.symbol())));
    return new BackfillReport(job, !job.ended(), seconds, unfillable);
  }

  private Map<String, Object> request(SuiteConfiguration suite) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put(
        "exchange", settings.exchange() == null ? suite.exchange().name() : settings.exchange());
    request.put(
        "symbols", settings.wanted(suite.symbols()).stream().map(Symbol::toString).toList());
    request.put("timeframes", settings.wantedTimeframes().stream().map(Timeframe::code).toList());
    if (settings.from() != null) {
      request.put("from", settings.from());
    }
    if (settings.to() != null) {
      request.put("to", settings.to());
    }
    return request;
  }
}
