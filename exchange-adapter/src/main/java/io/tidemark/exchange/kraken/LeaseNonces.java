package io.tidemark.exchange.kraken;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import si.mazi.rescu.SynchronizedValueFactory;

/**
 * Nonces that fence. They begin at the lease's start in microseconds and rise by one a call, so all
 * of them stay below the first one of any later lease.
 */
final class LeaseNonces implements SynchronizedValueFactory<Long> {

  private final AtomicLong next;

  LeaseNonces(Instant leaseStart) {
    next = new AtomicLong(ChronoUnit.MICROS.between(Instant.EPOCH, leaseStart));
  }

  @Override
  public Long createValue() {
    return next.getAndIncrement();
  }
}
