package io.tidemark.launcher.faults;

import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.demo.RestingSuite;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.launcher.faults.FaultPlan.Disturb;
import io.tidemark.launcher.faults.FaultPlan.Kill;
import io.tidemark.launcher.faults.FaultPlan.Poison;
import io.tidemark.launcher.faults.FaultPlan.Step;
import io.tidemark.model.Symbol;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The faults of a seed, one kill after the other, on a suite that runs for another reason: when is
 * up to the caller. Used by one thread.
 */
public final class Disturbance implements AutoCloseable {

  private final ReplayedSuite suite;
  private final FaultPlan plan;
  private final Iterator<Step> steps;
  private final VenueFaults venue;
  private final Operator operator;
  private final Killer killer;
  private final Consumer<String> told;
  private int kills;

  /**
   * @param suite with its services in processes
   * @param most kills there will be; the plan of fewer is the beginning of that of more
   * @param told of each kill that was recovered from, and of what nobody planned
   */
  public Disturbance(ReplayedSuite suite, int most, long seed, Consumer<String> told) {
    this.suite = suite;
    this.told = told;
    this.plan = FaultPlan.of(most, seed);
    this.steps = plan.steps().iterator();
    this.venue = new VenueFaults(suite.venue().controls());
    this.operator = new Operator(suite);
    this.killer =
        new Killer(
            suite,
            recovery -> told.accept(recovery.line(most)),
            warning -> told.accept("  " + warning));
  }

  /**
   * Sets what comes before the next kill, kills, and waits for the recovery unless the next kill is
   * to come before it. Does nothing at the end of the plan.
   */
  public void strike() throws InterruptedException {
    while (steps.hasNext()) {
      switch (steps.next()) {
        case Disturb disturb -> venue.set(disturb.fault());
        case Poison poison -> poison(poison);
        case Kill kill -> {
          kills++;
          killer.kill(kill);
          if (!kill.overlapping()) {
            killer.awaitRecovered();
          }
          return;
        }
      }
    }
  }

  /** Kafka may be down as it was killed; then there is one message less. */
  private void poison(Poison poison) {
    try {
      operator.poison(poison.topic(), poison.text());
    } catch (EventPublisher.PublishException e) {
      told.accept("  no message could be put on " + poison.topic().topicName());
    }
  }

  /** Lets an account trade again that went REDUCING; looks now and then, however often called. */
  public void look() {
    operator.look();
  }

  /** Ends all faults and the trading, while the venue's time still passes. */
  public void end(Duration patience) throws InterruptedException {
    venue.endAll();
    killer.awaitRecovered();
    new TradingEnd(suite, operator, patience).await();
  }

  /**
   * What must hold once the venue's time stands; by name, {@link Invariants#HELD} or what broke.
   */
  public Map<String, String> invariants(List<Symbol> symbols) {
    RestingSuite resting = new RestingSuite(suite);
    resting.await(TradingEnd.PATIENCE);
    VenueLedger ledger = suite.venue().ledger();
    Invariants.Books books = resting.books();
    List<String> letters = DeadLetters.unexpected(suite.infrastructure().kafka(), plan.poison());
    Map<String, String> outcome =
        new LinkedHashMap<>(
            Invariants.check(
                ledger, books, symbols, letters.size(), suite.lag().behind(suite.lag().ends())));
    outcome.put("noDeadLetters", Invariants.verdict(letters));
    outcome.putAll(
        FaultInvariants.check(
            new FaultInvariants.Evidence(
                ledger,
                books,
                suite.tally().asked(),
                killer.recoveries(),
                kills,
                killer.endedByThemselves())));
    return outcome;
  }

  /** Seconds of recovery by process, and over {@code all} kills so far. */
  public Map<String, FaultReport.Times> recovery() {
    return FaultReport.times(killer.recoveries());
  }

  /** The longest recovery so far in seconds; 0 before the first. */
  public double longestRecovery() {
    return FaultReport.Times.of(killer.recoveries()).longest();
  }

  /** Why the account went REDUCING, each reason once. */
  public List<String> reductions() {
    return operator.reductions();
  }

  @Override
  public void close() {
    killer.close();
    operator.close();
    venue.close();
  }
}
