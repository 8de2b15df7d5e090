package io.tidemark.scanner.scan;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.tidemark.core.signal.ScanOutcome;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.ScanDecided;
import io.tidemark.model.event.SignalRaised;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** What the scan tells of itself; bars that are only stepped through in recovery do not count. */
@Component
final class ScanMetrics {

  private final MeterRegistry registry;
  private final Map<InstrumentId, Timer> steps = new ConcurrentHashMap<>();

  ScanMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  <T> T timed(InstrumentId instrument, Supplier<T> step) {
    T outcome =
        steps
            .computeIfAbsent(
                instrument, one -> registry.timer("tidemark_scan_step_seconds", tags(one)))
            .record(step);
    if (outcome == null) {
      throw new IllegalStateException("a step of %s gave no outcome".formatted(instrument));
    }
    return outcome;
  }

  void passedOver(InstrumentId instrument, ScanOutcome.Why why) {
    registry
        .counter(
            "tidemark_bars_passed_over_total",
            tags(instrument, "why", why.name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  /** Bars came again and were decided on otherwise than before, which must not be. */
  void differs(InstrumentId instrument) {
    registry.counter("tidemark_decisions_differing_total", tags(instrument)).increment();
  }

  /**
   * @param published when Kafka had it, by the suite's clock
   */
  void decided(ScanDecided decided, Instant published) {
    Duration latency = Duration.between(decided.closeTime(), published);
    registry
        .timer("tidemark_bar_to_decision_seconds", tags(decided.instrument()))
        .record(latency.isNegative() ? Duration.ZERO : latency);
    decided
        .decisions()
        .forEach(
            one ->
                registry
                    .counter(
                        "tidemark_decisions_total",
                        tags(
                            decided.instrument(),
                            "strategy",
                            one.strategy(),
                            "outcome",
                            one.outcome().name().toLowerCase(Locale.ROOT)))
                    .increment());
  }

  void raised(SignalRaised signal) {
    registry
        .counter(
            "tidemark_signals_total",
            tags(
                signal.instrument(),
                "strategy",
                signal.strategy(),
                "type",
                signal.type().name().toLowerCase(Locale.ROOT)))
        .increment();
  }

  private static String[] tags(InstrumentId instrument, String... further) {
    String[] tags = new String[4 + further.length];
    tags[0] = "exchange";
    tags[1] = instrument.exchange();
    tags[2] = "symbol";
    tags[3] = instrument.symbol().toString();
    System.arraycopy(further, 0, tags, 4, further.length);
    return tags;
  }
}
