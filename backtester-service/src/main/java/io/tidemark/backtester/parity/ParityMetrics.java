package io.tidemark.backtester.parity;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.core.parity.ParityVerdict;
import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What the last certificate says, and how old it is, as metrics. */
@Component
class ParityMetrics {

  private final SuiteClock clock;
  private final Counter differences;
  private final Counter failures;
  private volatile @Nullable Last last;

  /** The certificate that was done last. */
  private record Last(ParityVerdict verdict, Instant finishedAt) {}

  ParityMetrics(MeterRegistry registry, SuiteClock clock) {
    this.clock = clock;
    Gauge.builder("tidemark_parity_verdict", this, ParityMetrics::verdict)
        .description("Of the last certificate: 0 equal, 1 incomplete, 2 different")
        .register(registry);
    Gauge.builder("tidemark_parity_certificate_age_seconds", this, ParityMetrics::age)
        .description("Since the last certificate was done, by the suite's clock")
        .register(registry);
    this.differences =
        Counter.builder("tidemark_parity_differences_total")
            .description("Events that a replay told otherwise than live")
            .register(registry);
    this.failures =
        Counter.builder("tidemark_parity_failures_total")
            .description("Certificates that could not be made")
            .register(registry);
  }

  private double verdict() {
    Last known = last;
    return known == null ? Double.NaN : known.verdict.ordinal();
  }

  private double age() {
    Last known = last;
    return known == null
        ? Double.NaN
        : Duration.between(known.finishedAt, clock.instant()).toMillis() / 1000.0;
  }

  /** A certificate that was done, now or before the service started. */
  void last(ParityVerdict verdict, Instant finishedAt) {
    last = new Last(verdict, finishedAt);
  }

  void done(Certificate certificate, Instant finishedAt) {
    last(certificate.verdict(), finishedAt);
    differences.increment(certificate.differences());
  }

  void failed() {
    failures.increment();
  }
}
