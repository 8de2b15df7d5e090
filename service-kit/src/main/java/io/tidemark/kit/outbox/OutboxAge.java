package io.tidemark.kit.outbox;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * {@code tidemark_outbox_age_seconds}: how long the oldest event has waited to be published. It
 * goes on by itself, so it grows while the relay waits for Kafka, or for the database.
 */
final class OutboxAge {

  private static final double NANOS_A_SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanoClock;
  private volatile boolean waiting;
  private volatile long since;

  /**
   * @param nanoClock such as {@link System#nanoTime}
   */
  OutboxAge(MeterRegistry metrics, LongSupplier nanoClock) {
    this.nanoClock = nanoClock;
    Gauge.builder("tidemark_outbox_age_seconds", this, OutboxAge::seconds)
        .description("How long the oldest event has waited to be published; 0 if none waits")
        .register(metrics);
  }

  /**
   * Takes what the table holds.
   *
   * @param age of the oldest row, in seconds; empty if there is none
   */
  void found(OptionalDouble age) {
    age.ifPresent(seconds -> since = nanoClock.getAsLong() - (long) (seconds * NANOS_A_SECOND));
    waiting = age.isPresent();
  }

  /** Events are about to be published; they wait from now on unless others do already. */
  void publishing() {
    if (!waiting) {
      since = nanoClock.getAsLong();
      waiting = true;
    }
  }

  private double seconds() {
    return waiting ? Math.max(0, (nanoClock.getAsLong() - since) / NANOS_A_SECOND) : 0;
  }
}
