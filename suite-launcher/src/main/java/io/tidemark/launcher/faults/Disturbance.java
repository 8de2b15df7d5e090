package io.tidemark.launcher.faults;

import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.launcher.demo.Invariants;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.launcher.demo.RestingSuite;
import io.tidemark.launcher.demo.VenueLedger;
import io.tidemark.launcher.faults.FaultPlan.Disturb;
import io.tidemark.launcher.faults.FaultPlan.Injection;
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
 * The faults of a plan, one after the other, on a suite that runs meanwhile: when is up to the
 * caller. Used by one thread.
 */
public final class Disturbance implements AutoCloseable {

  private final ReplayedSuite suite;
  private final FaultPlan plan;
  private final Iterator<Step> steps;
  private final VenueFaults venue;
  private final Operator operator;
  private final Injector injector;
  private final Consumer<String> told;
  private int injected;

  /**
   * Faults of every kind.
   *
   * @param suite with its services in processes, behind links
   * @param most faults there will be
   * @param told of each fault that was recovered from, and of what nobody planned
   */
  public Disturbance(ReplayedSuite suite, int most, long seed, Consumer<String> told) {
    this(suite, FaultPlan.of(0, Math.ceilDiv(most, FaultPlan.FAULTS_A_ROUND), seed), told);
  }

  Disturbance(ReplayedSuite suite, FaultPlan plan, Consumer<String> told) {
    this.suite = suite;
    this.told = told;
    this.plan = plan;
    this.steps = plan.steps().iterator();
    this.venue = new VenueFaults(suite.venue().controls());
    this.operator = new Operator(suite);
    int most = plan.injections().size();
    this.injector =
        new Injector(
            suite,
            recovery -> told.accept(recovery.line(most)),
            warning -> told.accept("  " + warning));
  }

  /**
   * Sets what comes before the next fault, does it, and waits for the recovery unless the next one
   * is to come before it. Does nothing at the end of the plan.
   */
  public void strike() throws InterruptedException {
    strike(_ -> {});
  }

  /** Waits for a fault's moment. */
  interface Moment {
    void await(Injection fault) throws InterruptedException;
  }

  /**
   * Like {@link #strike()}, at a moment.
   *
   * @return whether there was a fault left
   */
  boolean strike(Moment moment) throws InterruptedException {
    while (steps.hasNext()) {
      switch (steps.next()) {
        case Disturb disturb -> venue.set(disturb.fault());
        case Poison poison -> poison(poison);
        case Injection fault -> {
          moment.await(fault);
          injected++;
          injector.inject(fault);
          if (!fault.overlapping()) {
            injector.awaitRecovered();
          }
          return true;
        }
      }
    }
    return false;
  }

  /** Kafka may be down as it was hit; then there is one message less. */
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
    injector.awaitRecovered();
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
                injector.recoveries(),
                injected,
                injector.endedByThemselves())));
    return outcome;
  }

  /** Seconds of recovery by process, by means, and over {@code all} faults so far. */
  public Map<String, FaultReport.Times> recovery() {
    return FaultReport.times(injector.recoveries());
  }

  /** The longest recovery so far in seconds; 0 before the first. */
  public double longestRecovery() {
    return FaultReport.Times.of(injector.recoveries()).longest();
  }

  /** Every fault so far, in the order of the recoveries. */
  List<Recovery> recoveries() {
    return injector.recoveries();
  }

  /** Why the account went REDUCING, each reason once. */
  public List<String> reductions() {
    return operator.reductions();
  }

  @Override
  public void close() {
    injector.close();
    operator.close();
    venue.close();
  }
}
