package io.tidemark.launcher.faults;

import io.tidemark.launcher.demo.DemoReport;
import io.tidemark.launcher.demo.DemoSettings;
import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.Pacer;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.demo.Tally;
import io.tidemark.launcher.faults.FaultPlan.Injection;
import io.tidemark.launcher.suite.SuiteDirectory;
import io.tidemark.launcher.suite.SuitePorts;
import io.tidemark.model.Symbol;
import io.tidemark.simulator.tape.TapeReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One fault run, from the servers' start to the report. */
public final class FaultSession {

  private static final Logger LOG = LoggerFactory.getLogger(FaultSession.class);

  private final FaultSettings settings;
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
  public FaultSession(
      FaultSettings settings, SuiteDirectory directory, SuitePorts ports, PrintStream out) {
    this.settings = settings;
    this.directory = directory;
    this.ports = ports;
    this.out = out;
  }

  /** Ends the run without a report and waits until every process is gone, at most {@code limit}. */
  public void stop(Duration limit) {
    stopping = true;
    runner.interrupt();
    try {
      if (!stopped.await(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("event=faults_stop_slowly limit={}", limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Carries out the plan and reports.
   *
   * @throws InterruptedException if it was stopped before its end
   * @throws RuntimeException with a message for the user, if something cannot start
   */
  public FaultReport run() throws InterruptedException {
    try {
      return run(FaultPlan.of(settings.kills(), settings.rounds(), settings.seed()));
    } catch (InterruptedException | RuntimeException e) {
      if (!stopping) {
        throw e;
      }
      LOG.debug("event=faults_stopped", e);
      // What was closed on the way may have noted the interruption once more.
      var _ = Thread.interrupted();
      throw new InterruptedException("stopped");
    } finally {
      stopped.countDown();
    }
  }

  private FaultReport run(FaultPlan plan) throws InterruptedException {
    directory.create();
    DemoSettings replay =
        new DemoSettings(
            FaultConfiguration.writeTo(directory),
            List.of(),
            List.of(),
            FaultSettings.SPEED,
            null,
            true,
            true,
            null);
    out.printf("Seed %d, %d faults.%n", settings.seed(), plan.injections().size());
    try (ReplayedSuite suite = ReplayedSuite.startLinked(replay, directory, ports, out);
        Disturbance faults = new Disturbance(suite, plan, out::println)) {
      try (Pacer _ = suite.pace()) {
        new Course(suite, faults, out).run();
        faults.end(TradingEnd.PATIENCE);
      }
      suite.venue().hold();
      FaultReport report = report(suite, faults, plan, replay.symbols());
      String currency = replay.symbols().getFirst().quote();
      out.println();
      out.print(report.text(currency));
      if (settings.json() != null) {
        report.write(settings.json());
      }
      return report;
    }
  }

  private FaultReport report(
      ReplayedSuite suite, Disturbance faults, FaultPlan plan, List<Symbol> symbols) {
    Map<String, String> invariants = new LinkedHashMap<>(faults.invariants(symbols));
    invariants.putAll(
        MarketRecord.of(suite.infrastructure().kafka()).check(TapeReader.readBundled().tape()));
    int missing = plan.injections().size() - faults.recoveries().size();
    invariants.put(
        "everyFaultCarriedOut",
        Invariants.verdict(
            missing == 0 ? List.of() : List.of("%d were not carried out".formatted(missing))));
    return new FaultReport(
        DemoReport.of(suite.tally().counts(), invariants, faults.longestRecovery()),
        settings.seed(),
        faults.recoveries(),
        faults.recovery(),
        plan.disturbances(),
        faults.reductions());
  }

  /** Carries out a plan while the suite trades. */
  private record Course(ReplayedSuite suite, Disturbance faults, PrintStream out) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MILLIS = 200;

    /** Orders and fills after the last fault. */
    private static final int TRADING_AFTERWARDS = 6;

    void run() throws InterruptedException {
      while (faults.strike(this::awaitMoment)) {
        if (suite.venue().hasEnded()) {
          out.println("The data has been replayed to its end; no more is hit.");
          return;
        }
      }
      awaitTrading(TRADING_AFTERWARDS);
    }

    private void awaitMoment(Injection fault) throws InterruptedException {
      awaitTrading(fault.afterTrading());
      TimeUnit.MILLISECONDS.sleep(fault.delay().toMillis());
    }

    /** So many more orders and fills; not for ever, as what is down may keep them from coming. */
    private void awaitTrading(int more) throws InterruptedException {
      int enough = trading() + more;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (trading() < enough && System.nanoTime() < deadline) {
        faults.look();
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
    }

    private int trading() {
      Tally.Counts counts = suite.tally().counts();
      return counts.orders() + counts.fills();
    }
  }
}
