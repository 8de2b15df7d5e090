package io.tidemark.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutboxAgeTest {

  /** Near its largest value, as the clock of a JVM may be anywhere. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - TimeUnit.SECONDS.toNanos(3));

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final OutboxAge age = new OutboxAge(registry, nanos::get);

  @Test
  void isNothingWhileNoEventWaits() {
    seconds(5);
    assertThat(shown()).isZero();

    age.found(OptionalDouble.empty());
    assertThat(shown()).isZero();
  }

  @Test
  void growsWhileKafkaDoesNotAcknowledge() {
    age.publishing();
    seconds(7);
    age.publishing();

    assertThat(shown()).isEqualTo(7);
  }

  @Test
  void growsFromWhatTheTableTold() {
    age.found(OptionalDouble.of(90.5));
    seconds(10);
    age.publishing();

    assertThat(shown()).isEqualTo(100.5);
  }

  @Test
  void endsWhenTheTableIsEmpty() {
    age.publishing();
    seconds(7);
    age.found(OptionalDouble.empty());

    assertThat(shown()).isZero();
  }

  private void seconds(int passed) {
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(passed));
  }

  private double shown() {
    return registry.get("tidemark_outbox_age_seconds").gauge().value();
  }
}
