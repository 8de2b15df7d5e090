package io.tidemark.launcher.demo;

import io.tidemark.model.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Waits until nothing moves any more, and compares the books. The venue's clock must stand. */
public final class RestingSuite {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);
  private static final long PERIOD_MILLIS = 100;
  private static final int STABLE_LOOKS = 5;

  /** States in which an order waits for somebody. */
  private static final Set<String> IN_FLIGHT =
      Set.of("INTENDED", "SUBMITTING", "UNKNOWN", "CANCEL_PENDING");

  private final ReplayedSuite suite;
  private final SuiteClient client;
  private final ConsumerLag lag;
  private final Tally tally;

  public RestingSuite(ReplayedSuite suite) {
    this.suite = suite;
    this.client = suite.client();
    this.lag = suite.lag();
    this.tally = suite.tally();
  }

  /**
   * The report, once the suite rests or patience ends.
   *
   * @param hurried whether the user waits for the end
   */
  DemoReport report(List<Symbol> symbols, boolean hurried) {
    await(hurried ? SHORT_PATIENCE : PATIENCE);
    Map<String, String> invariants =
        Invariants.check(
            suite.venue().ledger(), books(), symbols, lag.deadLetters(), lag.behind(lag.ends()));
    return DemoReport.of(tally.counts(), invariants, suite.recoverySeconds());
  }

  /** The suite's books as they stand. */
  public Invariants.Books books() {
    return new Invariants.Books(
        client.account(), client.positions(), client.orders(), client.fills());
  }

  /** Whether an order waits for somebody. */
  public static boolean isInFlight(SuiteClient.Order order) {
    return IN_FLIGHT.contains(order.status());
  }

  /** Waits until the suite rests, at most for so long. */
  public void await(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    Map<TopicPartition, Long> last = Map.of();
    int stable = 0;
    while (stable < STABLE_LOOKS && System.nanoTime() < deadline) {
      Map<TopicPartition, Long> ends = lag.ends();
      stable = ends.equals(last) && rests(ends) ? stable + 1 : 0;
      last = ends;
      pause();
    }
  }

  private boolean rests(Map<TopicPartition, Long> ends) {
    return lag.behind(ends) == 0
        && tally.hasRead(ends)
        && client.orders().stream().noneMatch(RestingSuite::isInFlight);
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
