package io.tidemark.operator.audit;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Keeps the record. What was done is written at once. Refusals are written beside the request, at
 * most {@value #LISTED_A_MINUTE} a minute, and what is above that is counted in one entry: whoever
 * sends a thousand bad requests a second neither fills the table nor slows anybody.
 */
@Component
public final class AuditLog implements AutoCloseable {

  static final int LISTED_A_MINUTE = 120;

  private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
  private static final long PERIOD_MILLIS = 250;
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final AuditTable table;
  private final Counter refusals;
  private final InstantSource clock = InstantSource.system();
  private final BlockingQueue<AuditEntry> waiting = new ArrayBlockingQueue<>(LISTED_A_MINUTE);
  private final ScheduledExecutorService writer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("audit").factory());

  private long minuteBegan = System.nanoTime();
  private int listed;
  private long notListed;
  private String lastAddress = "";

  AuditLog(AuditTable table, MeterRegistry metrics) {
    this.table = table;
    this.refusals = metrics.counter("tidemark_operator_refusals_total");
    writer.scheduleWithFixedDelay(this::write, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Writes what was done. */
  public void done(AuditEntry entry) {
    try {
      table.add(entry);
    } catch (DataAccessException e) {
      // It was done, so it must not be told as failed; the log is where it can still be found.
      LOG.error("event=audit_not_written entry=\"{}\" cause=\"{}\"", entry, e.getMessage());
    }
  }

  /** Writes what was refused or failed, soon. */
  public synchronized void refused(AuditEntry entry) {
    refusals.increment();
    if (System.nanoTime() - minuteBegan >= MINUTE) {
      summarise();
    }
    lastAddress = entry.address();
    if (listed < LISTED_A_MINUTE && waiting.offer(entry)) {
      listed++;
    } else {
      notListed++;
    }
  }

  private synchronized void summariseIfDue() {
    if (System.nanoTime() - minuteBegan >= MINUTE) {
      summarise();
    }
  }

  private void summarise() {
    long suppressed = notListed;
    minuteBegan = System.nanoTime();
    listed = 0;
    notListed = 0;
    if (suppressed > 0) {
      Instant now = clock.instant();
      String detail =
          "%d further refusals of a minute are not listed one by one; the last came from %s"
              .formatted(suppressed, lastAddress);
      if (!waiting.offer(
          AuditEntry.of(
              now,
              new Caller("unknown", null, lastAddress),
              "NOT_LISTED",
              "",
              429,
              detail,
              null))) {
        notListed = suppressed;
      }
    }
  }

  private void write() {
    try {
      summariseIfDue();
      for (AuditEntry entry = waiting.peek(); entry != null; entry = waiting.peek()) {
        table.add(entry);
        waiting.remove(entry);
      }
    } catch (DataAccessException e) {
      LOG.warn("event=audit_waits cause=\"{}\"", e.getMessage());
    }
  }

  @Override
  public void close() {
    writer.shutdown();
    try {
      if (writer.awaitTermination(1, TimeUnit.SECONDS)) {
        write();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
