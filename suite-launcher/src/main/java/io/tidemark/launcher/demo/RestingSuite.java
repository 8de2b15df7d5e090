package io.tidemark.launcher.demo;

import io.tidemark.model.Symbol;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;

/** Waits until nothing moves any more, and compares the books. */
final class RestingSuite {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration SHORT_PATIENCE = Duration.ofSeconds(2);
  private static final long PERIOD_MILLIS = 100;
  private static final int STABLE_LOOKS = 5;

  /** States in which an order waits for somebody. */
  private static final Set<String> IN_FLIGHT =
      Set.of("INTENDED", "SUBMITTING", "UNKNOWN", "CANCEL_PENDING");

  private final SuiteClient client;
  private final ConsumerLag lag;
  private final Tally tally;

  RestingSuite(SuiteClient client, ConsumerLag lag, Tally tally) {
    this.client = client;
    this.lag = lag;
    this.tally = tally;
  }

  /**
   * The report, once the suite rests or patience ends.
   *
   * @param hurried whether the user waits for the end
   */
  DemoReport report(
      DemoVenue venue, List<Symbol> symbols, double recoverySeconds, boolean hurried) {
    awaitRest(hurried ? SHORT_PATIENCE : PATIENCE);
    Invariants.Books books =
        new Invariants.Books(client.account(), client.positions(), client.orders(), client.fills());
    Map<String, String> invariants =
        Invariants.check(venue.ledger(), books, symbols, lag.deadLetters(), lag.behind(lag.ends()));
    return DemoReport.of(tally.counts(), invariants, recoverySeconds);
  }

  private void awaitRest(Duration patience) {
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
        && client.orders().stream().noneMatch(order -> IN_FLIGHT.contains(order.status()));
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
