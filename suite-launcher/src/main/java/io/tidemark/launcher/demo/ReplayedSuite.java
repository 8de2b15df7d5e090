package io.tidemark.launcher.demo;

import io.tidemark.kit.configuration.ConfigurationSource;
import io.tidemark.kit.configuration.SuiteConfiguration;
import io.tidemark.kit.configuration.TradingMode;
import io.tidemark.kit.service.TidemarkService;
import io.tidemark.launcher.suite.InProcessServices;
import io.tidemark.launcher.suite.Infrastructure;
import io.tidemark.launcher.suite.ProcessServices;
import io.tidemark.launcher.suite.ServerLinks;
import io.tidemark.launcher.suite.ServiceSettings;
import io.tidemark.launcher.suite.SkewedClocks;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The whole suite, ready to trade on the simulator, with what watches it; the venue's clock stands
 * until a {@link Pacer} lets it go. Everything that was started ends with {@link #close}.
 */
public final class ReplayedSuite implements AutoCloseable {

  /** The account that the suite trades. */
  public static final String ACCOUNT = "main";

  private static final Logger LOG = LoggerFactory.getLogger(ReplayedSuite.class);
  private static final Duration READY_LIMIT = Duration.ofSeconds(60);

  /** On one machine nothing is long under way; two seconds, as at real venues, are minutes here. */
  private static final String QUIET_MARGIN = "100ms";

  private final DemoSettings settings;
  private final SuiteDirectory directory;
  private final SuitePorts ports;
  private final TradingMode mode;
  private final PrintStream out;
  private final boolean linked;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();

  private @Nullable Parts parts;

  private ReplayedSuite(
      DemoSettings settings,
      SuiteDirectory directory,
      SuitePorts ports,
      TradingMode mode,
      boolean linked,
      PrintStream out) {
    this.settings = settings;
    this.mode = mode;
    this.linked = linked;
    this.directory = directory;
    this.ports = ports;
    this.out = out;
  }

  /** What runs once all has started. */
  private record Parts(
      Replay replay,
      DemoVenue venue,
      Infrastructure infrastructure,
      @Nullable SkewedClocks clocks,
      @Nullable ProcessServices processes,
      SuiteClient client,
      ConsumerLag lag,
      Tally tally,
      double recoverySeconds) {}

  /** Starts everything, to trade on the simulator as on a real venue. */
  public static ReplayedSuite start(
      DemoSettings settings, SuiteDirectory directory, SuitePorts ports, PrintStream out) {
    return start(settings, directory, ports, TradingMode.SANDBOX, out);
  }

  /**
   * Starts the same with links, which can be broken, between the services and the servers, and with
   * a clock for each service, which can be set wrong.
   */
  public static ReplayedSuite startLinked(
      DemoSettings settings, SuiteDirectory directory, SuitePorts ports, PrintStream out) {
    return started(new ReplayedSuite(settings, directory, ports, TradingMode.SANDBOX, true, out));
  }

  /**
   * Starts everything and waits until every service is ready.
   *
   * @param mode sandbox to trade on the simulator, paper to trade on the suite's own paper venue
   * @param out where progress goes
   * @throws RuntimeException with a message for the user, if something cannot start; what did start
   *     is stopped
   */
  public static ReplayedSuite start(
      DemoSettings settings,
      SuiteDirectory directory,
      SuitePorts ports,
      TradingMode mode,
      PrintStream out) {
    return started(new ReplayedSuite(settings, directory, ports, mode, false, out));
  }

  private static ReplayedSuite started(ReplayedSuite suite) {
    try {
      suite.parts =
          suite.open(ConfigurationSource.of(suite.settings.configuration()).load().suite());
      return suite;
    } catch (RuntimeException e) {
      suite.close();
      throw e;
    }
  }

  /** The run that all ids of this replay belong to. */
  public String run() {
    return parts().replay.run();
  }

  /** The venue and its ledger. */
  public DemoVenue venue() {
    return parts().venue;
  }

  /** Kafka and Postgres. */
  public Infrastructure infrastructure() {
    return parts().infrastructure;
  }

  /**
   * The services' clocks.
   *
   * @throws IllegalStateException if the suite was started without links
   */
  public SkewedClocks clocks() {
    SkewedClocks clocks = parts().clocks;
    if (clocks == null) {
      throw new IllegalStateException("the suite was started without links");
    }
    return clocks;
  }

  /** The services' processes; empty if they run in this one. */
  public Optional<ProcessServices> processes() {
    return Optional.ofNullable(parts().processes);
  }

  /** What the suite says of itself. */
  public SuiteClient client() {
    return parts().client;
  }

  /** How far its consumers are behind. */
  public ConsumerLag lag() {
    return parts().lag;
  }

  /** What its topics hold. */
  public Tally tally() {
    return parts().tally;
  }

  /** From the start of the servers until every service was ready. */
  public double recoverySeconds() {
    return parts().recoverySeconds;
  }

  /** A pacer that lets the venue's clock go for as long as it is open. */
  public Pacer pace() {
    return new Pacer(venue(), lag(), DemoVenue.lead(settings.speed()));
  }

  /** Notes that the data has been replayed to its end, so that the next start begins anew. */
  void noteEnd() {
    parts().replay.asEnded().write(directory);
  }

  private Parts parts() {
    return Objects.requireNonNull(parts, "the suite has started");
  }

  private Parts open(SuiteConfiguration configuration) {
    long begin = System.nanoTime();
    Replay.Choice choice = Replay.choose(directory, settings);
    Replay replay = choice.replay();
    out.printf(
        "Replay %d of %s %s.%n",
        replay.number(), settings.description(), choice.isNew() ? "begins" : "goes on");
    AtomicReference<DemoVenue> opening = new AtomicReference<>();
    Infrastructure infrastructure =
        opened(
            Infrastructure.start(
                directory,
                ports,
                true,
                () -> opening.set(openVenue(choice, configuration)),
                linked ? ServerLinks.open(ports, new SplittableRandom()) : null));
    DemoVenue venue = Objects.requireNonNull(opening.get());
    out.printf("Kafka and Postgres are up after %.1f s.%n", seconds(begin));
    SkewedClocks clocks = linked ? opened(SkewedClocks.open(venue::clock)) : null;
    ProcessServices processes =
        startServices(new ServiceSettings(properties(infrastructure, venue, replay), own(clocks)));
    SuiteClient client = opened(new SuiteClient(ports));
    client.awaitReady(READY_LIMIT);
    double recoverySeconds = seconds(begin);
    out.printf("The suite is healthy after %.1f s.%n", recoverySeconds);
    ConsumerLag lag = opened(new ConsumerLag(infrastructure.kafka()));
    Tally tally = opened(new Tally(infrastructure.kafka()));
    return new Parts(
        replay, venue, infrastructure, clocks, processes, client, lag, tally, recoverySeconds);
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

  /** The processes, if there are any. */
  private @Nullable ProcessServices startServices(ServiceSettings told) {
    AtomicInteger ready = new AtomicInteger();
    int all = TidemarkService.values().length;
    Consumer<TidemarkService> started =
        service ->
            out.printf("  [%d/%d] %s%n", ready.incrementAndGet(), all, service.serviceName());
    if (settings.processes()) {
      return opened(ProcessServices.start(told, ports, directory.logs(), started));
    }
    opened(InProcessServices.start(told, ports, started));
    return null;
  }

  private Map<String, String> properties(
      Infrastructure infrastructure, DemoVenue venue, Replay replay) {
    Map<String, String> properties = new HashMap<>(infrastructure.properties());
    properties.putAll(venue.properties());
    properties.put("tidemark.config", settings.configuration().toAbsolutePath().toString());
    properties.put(
        "tidemark.symbols",
        settings.symbols().stream().map(Symbol::toString).collect(Collectors.joining(",")));
    properties.put("tidemark.mode", mode.name().toLowerCase(Locale.ROOT));
    properties.put("tidemark.demo", "true");
    properties.put("tidemark.run", replay.run());
    properties.put("tidemark.account", ACCOUNT);
    properties.put("tidemark.ingestor.quiet-margin", QUIET_MARGIN);
    return properties;
  }

  /** Each service's clock, instead of the venue's, if there are such. */
  private static Map<TidemarkService, Map<String, String>> own(@Nullable SkewedClocks clocks) {
    return clocks == null
        ? Map.of()
        : Arrays.stream(TidemarkService.values())
            .collect(
                Collectors.toMap(
                    Function.identity(),
                    service -> Map.of("tidemark.clock", clocks.address(service))));
  }

  private <T extends AutoCloseable> T opened(T resource) {
    running.push(resource);
    return resource;
  }

  /** Stops everything, the last started first. */
  @Override
  public void close() {
    // What is closed here waits for its end, which an interrupt would cut short.
    boolean interrupted = Thread.interrupted();
    while (!running.isEmpty()) {
      AutoCloseable resource = running.pop();
      try {
        resource.close();
      } catch (Exception e) {
        LOG.warn("event=close_failed resource={}", resource.getClass().getSimpleName(), e);
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private static double seconds(long since) {
    return (System.nanoTime() - since) / 1e9;
  }
}
