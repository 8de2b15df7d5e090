package io.tidemark.operator.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * Looks for alerts and tells them, each channel on a thread of its own, so that one that hangs
 * delays no other.
 */
final class AlertWatch implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(AlertWatch.class);
  private static final Duration PERIOD = Duration.ofMillis(500);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);
  private static final long JOIN_MILLIS = 2_000;

  private final ThoughtAlerts thoughts;
  private final DeliveryTable deliveries;
  private final List<AlertSender> senders;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  AlertWatch(ThoughtAlerts thoughts, DeliveryTable deliveries, List<AlertSender> senders) {
    this.thoughts = thoughts;
    this.deliveries = deliveries;
    this.senders = List.copyOf(senders);
  }

  /** What is done again and again. */
  @FunctionalInterface
  private interface Work {
    void doOnce() throws InterruptedException;
  }

  @Override
  public synchronized void start() {
    running = true;
    withdrawOthers();
    threads.add(begin("alerts", this::look));
    for (AlertSender sender : senders) {
      threads.add(begin("alerts-" + sender.channel(), sender::sendOnce));
    }
  }

  private void withdrawOthers() {
    Instant now = InstantSource.system().instant();
    Set<String> channels = senders.stream().map(AlertSender::channel).collect(Collectors.toSet());
    deliveries.withdrawChannelsBut(channels, now);
    senders.forEach(AlertSender::withdrawOthers);
  }

  private void look() {
    thoughts.lookOnce();
    thoughts.clearOrders();
  }

  private Thread begin(String name, Work work) {
    return Thread.ofPlatform().daemon().name(name).start(() -> repeat(name, work));
  }

  private void repeat(String name, Work work) {
    try {
      while (running) {
        Thread.sleep(doOnce(name, work) ? PERIOD : AFTER_FAILURE);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean doOnce(String name, Work work) throws InterruptedException {
    try {
      work.doOnce();
      return true;
    } catch (DataAccessException | TransactionException e) {
      LOG.warn(
          "event=alerts_wait thread={} then=\"tried again\" cause=\"{}\"", name, e.getMessage());
      return false;
    } catch (RuntimeException e) {
      // A fault in here must not be the end of all alerts.
      LOG.error("event=alerts_failed thread={} then=\"tried again\"", name, e);
      return false;
    }
  }

  @Override
  public synchronized void stop() {
    running = false;
    threads.forEach(Thread::interrupt);
    try {
      for (Thread thread : threads) {
        thread.join(JOIN_MILLIS);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    threads.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
