package io.tidemark.launcher.faults;

import io.tidemark.launcher.demo.DemoReport;
import io.tidemark.launcher.demo.DemoSettings;
import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.Pacer;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.demo.RestingSuite;
import io.tidemark.launcher.demo.Tally;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.launcher.faults.FaultPlan.Disturb;
import io.tidemark.launcher.faults.FaultPlan.Injection;
import io.tidemark.launcher.faults.FaultPlan.Poison;
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
        VenueFaults faults = new VenueFaults(suite.venue().controls());
        Operator operator = new Operator(suite);
        Injector injector =
            new Injector(
                suite,
                recovery -> out.println(recovery.line(plan.injections().size())),
                warning -> out.println("  " + warning))) {
      TradingEnd end = new TradingEnd(suite, operator);
      try (Pacer _ = suite.pace()) {
        Course course = new Course(suite, faults, operator, injector, out);
        course.run(plan);
        faults.endAll();
        injector.awaitRecovered();
        end.await();
      }
      suite.venue().hold();
      FaultReport report = report(suite, operator, injector, plan, replay.symbols());
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
      ReplayedSuite suite, Operator operator, Injector injector, FaultPlan plan, List<Symbol> symbols) {
    RestingSuite resting = new RestingSuite(suite);
    resting.await(TradingEnd.PATIENCE);
    Tally tally = suite.tally();
    VenueLedger ledger = suite.venue().ledger();
    Invariants.Books books = resting.books();
    List<String> letters = DeadLetters.unexpected(suite.infrastructure().kafka(), plan.poison());
    Map<String, String> invariants =
        new LinkedHashMap<>(
            Invariants.check(
                ledger, books, symbols, letters.size(), suite.lag().behind(suite.lag().ends())));
    invariants.put("noDeadLetters", Invariants.verdict(letters));
    invariants.putAll(
        FaultInvariants.check(
            new FaultInvariants.Evidence(
                ledger,
                books,
                tally.asked(),
                injector.recoveries(),
                plan.injections().size(),
                injector.endedByThemselves())));
    invariants.putAll(MarketRecord.of(suite.infrastructure().kafka()).check(TapeReader.readBundled().tape()));
    Map<String, FaultReport.Times> times = FaultReport.times(injector.recoveries());
    double longest = times.getOrDefault(FaultReport.ALL, FaultReport.Times.of(List.of())).longest();
    return new FaultReport(
        DemoReport.of(tally.counts(), invariants, longest),
        settings.seed(),
        injector.recoveries(),
        times,
        plan.disturbances(),
        operator.reductions());
  }

  /** Carries out the steps of a plan while the suite trades. */
  private record Course(
      ReplayedSuite suite, VenueFaults faults, Operator operator, Injector injector, PrintStream out) {

    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final long LOOK_EVERY_MILLIS = 200;

    /** Orders and fills after the last fault. */
    private static final int TRADING_AFTERWARDS = 6;

    void run(FaultPlan plan) throws InterruptedException {
      for (FaultPlan.Step step : plan.steps()) {
        if (suite.venue().hasEnded()) {
          out.println("The data has been replayed to its end; no more is hit.");
          return;
        }
        switch (step) {
          case Disturb disturb -> faults.set(disturb.fault());
          case Poison poison -> operator.poison(poison.topic(), poison.text());
          case Injection fault -> {
            awaitTrading(fault.afterTrading());
            TimeUnit.MILLISECONDS.sleep(fault.delay().toMillis());
            injector.inject(fault);
            if (!fault.overlapping()) {
              injector.awaitRecovered();
            }
          }
        }
      }
      awaitTrading(TRADING_AFTERWARDS);
    }

    /** So many more orders and fills; not for ever, as what is down may keep them from coming. */
    private void awaitTrading(int more) throws InterruptedException {
      int enough = trading() + more;
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (trading() < enough && System.nanoTime() < deadline) {
        operator.look();
        TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
      }
    }

    private int trading() {
      Tally.Counts counts = suite.tally().counts();
      return counts.orders() + counts.fills();
    }
  }
}
