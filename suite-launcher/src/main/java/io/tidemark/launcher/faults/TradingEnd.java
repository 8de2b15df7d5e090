package io.tidemark.launcher.faults;

import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.launcher.demo.ReplayedSuite;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.PositionStatus;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the trading while the venue's time still passes, as what is in doubt is proven by the
 * venue's clock: nothing new is entered, what is open is closed, and every order comes to its end.
 */
final class TradingEnd {

  /** How long the end may take, unless told otherwise. */
  static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(TradingEnd.class);
  private static final Duration CLOSE_EVERY = Duration.ofSeconds(20);
  private static final long LOOK_EVERY_MILLIS = 500;

  private final ReplayedSuite suite;
  private final Operator operator;
  private final Duration patience;

  TradingEnd(ReplayedSuite suite, Operator operator) {
    this(suite, operator, PATIENCE);
  }

  /**
   * @param patience how long it may take
   */
  TradingEnd(ReplayedSuite suite, Operator operator, Duration patience) {
    this.suite = suite;
    this.operator = operator;
    this.patience = patience;
  }

  /** Waits for it, at most for the patience given; what is not settled then the invariants tell. */
  void await() throws InterruptedException {
    long begin = System.nanoTime();
    long closeNext = begin;
    while (System.nanoTime() - begin < patience.toNanos()) {
      try {
        operator.pause();
        if (isSettled()) {
          return;
        }
        if (System.nanoTime() >= closeNext) {
          operator.closeAll();
          closeNext = System.nanoTime() + CLOSE_EVERY.toNanos();
        }
      } catch (IllegalStateException | EventPublisher.PublishException e) {
        LOG.info("event=end_not_seen cause=\"{}\"", e.getMessage());
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private boolean isSettled() {
    return suite.client().positions().stream()
            .allMatch(position -> position.status().equals(PositionStatus.CLOSED.name()))
        && suite.client().orders().stream()
            .allMatch(order -> OrderStatus.valueOf(order.status()).isTerminal());
  }
}
