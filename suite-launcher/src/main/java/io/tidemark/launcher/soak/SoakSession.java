package io.tidemark.launcher.soak;

import io.tidemark.launcher.demo.DemoReport;
import io.tidemark.launcher.demo.DemoSettings;
import io.tidemark.launcher.demo.Pacer;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.faults.Disturbance;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One soak, from the markets to the report. */
public final class SoakSession {

  private static final Logger LOG = LoggerFactory.getLogger(SoakSession.class);
  private static final Duration SHORTEST_BETWEEN = Duration.ofSeconds(45);
  private static final Duration LONGEST_BETWEEN = Duration.ofSeconds(75);

  /** Without a fault after a recovery, so that the suite also runs as it should. */
  private static final Duration QUIET = Duration.ofSeconds(15);

  private static final Duration PATIENCE_AT_THE_END = Duration.ofMinutes(5);
  private static final long LOOK_EVERY_MILLIS = 200;
  private static final Duration TELL_EVERY = Duration.ofMinutes(1);

  private final SoakSettings settings;
  private final SuiteDirectory directory;
  private final SuitePorts ports;
  private final PrintStream out;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Thread runner = Thread.currentThread();
  private volatile boolean stopping;

  /**
   * To be made by the thread that {@link #run}s it.
   *
   * @param out where progress and the report go
   */
  public SoakSession(
      SoakSettings settings, SuiteDirectory directory, SuitePorts ports, PrintStream out) {
    this.settings = settings;
    this.directory = directory;
    this.ports = ports;
    this.out = out;
  }

  /**
   * Ends the run with what was measured so far, and waits until every process is gone, at most
   * {@code limit}.
   */
  public void stop(Duration limit) {
    stopping = true;
    runner.interrupt();
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("event=soak_stops_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs it and reports.
   *
   * @throws InterruptedException if it was stopped before its end; what was measured has been told
   * @throws RuntimeException with a message for the user, if something cannot start
   */
  public SoakReport run() throws InterruptedException {
    try {
      ProcessFigures.requireReadable();
      directory.create();
      SoakMarkets markets =
          SoakMarkets.of(
              settings.symbols(),
              settings.venueTime().plus(settings.venueTimeOfTheEnd()),
              settings.seed());
      out.printf(
          "Seed %d: %d markets of %.0f venue hours are made, %,d trades.%n",
          settings.seed(),
          markets.symbols(),
          markets.length().toMinutes() / 60.0,
          markets.trades());
      DemoSettings replay =
          new DemoSettings(
              SoakConfiguration.writeTo(directory.root().resolve("config")),
              markets.write(directory.root().resolve("markets")),
              List.of(),
              settings.speed(),
              null,
              true,
              true,
              null);
      return run(replay, markets.end().minus(settings.venueTimeOfTheEnd()));
    } catch (InterruptedException | RuntimeException e) {
      if (!stopping) {
        throw e;
      }
      LOG.debug("event=soak_stopped", e);
      // What was closed on the way may have noted the interruption once more.
      var _ = Thread.interrupted();
      throw new InterruptedException("stopped");
    } finally {
      stopped.countDown();
    }
  }

  /**
   * @param tradedUntil in the venue's time; what comes later is left for the end of the trading
   */
  private SoakReport run(DemoSettings replay, Instant tradedUntil) throws InterruptedException {
    try (ReplayedSuite suite = ReplayedSuite.startLinked(replay, directory, ports, out);
        Disturbance faults =
            new Disturbance(suite, mostFaults(), settings.seed(), this::tellFault)) {
      Run run = new Run(suite, faults, replay.symbols());
      Map<String, String> invariants;
      try {
        try (Pacer _ = suite.pace()) {
          run.trade(tradedUntil);
          faults.end(PATIENCE_AT_THE_END);
        }
        suite.venue().hold();
        invariants = faults.invariants(replay.symbols());
      } catch (InterruptedException | RuntimeException e) {
        // A file cannot be written by a thread that is interrupted; the caller learns of it by e.
        var _ = Thread.interrupted();
        tell(run.report(null), replay.symbols());
        throw e;
      }
      SoakReport report = run.report(invariants);
      tell(report, replay.symbols());
      return report;
    }
  }

  /** A recovery that the stop cuts short says nothing. */
  private void tellFault(String line) {
    if (!stopping) {
      out.println(line);
    }
  }

  private int mostFaults() {
    return Math.toIntExact(settings.length().dividedBy(SHORTEST_BETWEEN)) + 1;
  }

  private void tell(SoakReport report, List<Symbol> symbols) {
    out.println();
    out.print(report.text(symbols.getFirst().quote()));
    out.printf("Samples: %s%n", log());
    if (settings.json() != null) {
      report.write(settings.json());
    }
  }

  private Path log() {
    return directory.root().resolve("samples.jsonl");
  }

  /** The trading, and what was measured of it. */
  private final class Run {

    private final ReplayedSuite suite;
    private final Disturbance faults;
    private final List<Symbol> symbols;
    private final SplittableRandom random = new SplittableRandom(settings.seed());
    private List<Sample> samples = List.of();
    private double nextTold;

    Run(ReplayedSuite suite, Disturbance faults, List<Symbol> symbols) {
      this.suite = suite;
      this.faults = faults;
      this.symbols = symbols;
    }

    /** Until the time is over, or the markets are. */
    void trade(Instant until) throws InterruptedException {
      long end = System.nanoTime() + settings.length().toNanos();
      Sampler sampler = new Sampler(suite, directory, ports, settings, log(), this::tellNowAndThen);
      try (sampler) {
        long strike = System.nanoTime() + drawn().toNanos();
        while (System.nanoTime() < end && suite.venue().now().isBefore(until)) {
          faults.look();
          if (System.nanoTime() >= strike) {
            long begun = System.nanoTime();
            faults.strike();
            strike = Math.max(begun + drawn().toNanos(), System.nanoTime() + QUIET.toNanos());
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        if (System.nanoTime() < end) {
          out.println(
              "The markets are over before the time is: the venue can hold no more trades.");
        }
      } finally {
        samples = sampler.samples();
      }
    }

    private Duration drawn() {
      return Duration.ofMillis(
          random.nextLong(SHORTEST_BETWEEN.toMillis(), LONGEST_BETWEEN.toMillis()));
    }

    private void tellNowAndThen(Sample sample) {
      if (sample.seconds() < nextTold) {
        return;
      }
      nextTold = sample.seconds() + TELL_EVERY.toSeconds();
      var counts = suite.tally().counts();
      out.printf(
          "%5.0f s  venue %s  bars %d  orders %d  fills %d  lag %s  memory %d MB%n",
          sample.seconds(),
          sample.venueTime(),
          counts.bars(),
          counts.orders(),
          counts.fills(),
          sample.lag() == null ? "unknown" : sample.lag(),
          sample.processes().values().stream().mapToLong(ProcessFigures::memoryBytes).sum() >> 20);
    }

    /**
     * @param invariants null if it was stopped
     */
    SoakReport report(@Nullable Map<String, String> invariants) {
      double seconds = samples.isEmpty() ? 0 : samples.getLast().seconds();
      double venueSeconds =
          samples.isEmpty()
              ? 0
              : Duration.between(samples.getFirst().venueTime(), samples.getLast().venueTime())
                      .toMillis()
                  / 1e3;
      return new SoakReport(
          DemoReport.of(
              suite.tally().counts(),
              invariants == null ? Map.of() : invariants,
              faults.longestRecovery()),
          new SoakReport.Course(
              invariants != null,
              settings.seed(),
              symbols.size(),
              seconds,
              venueSeconds / 3600,
              settings.speed(),
              seconds == 0 ? 0 : venueSeconds / seconds,
              samples.size()),
          faults.recovery(),
          faults.reductions(),
          Flatness.of(samples),
          Flatness.unknownTables(samples));
    }
  }
}
