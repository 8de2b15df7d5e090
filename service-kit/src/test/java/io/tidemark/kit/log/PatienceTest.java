package io.tidemark.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.time.SuiteClock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PatienceTest {

  private static final Instant CLOSE = Instant.parse("2024-01-01T00:01:00Z");

  private final FakeClock clock = new FakeClock();
  private final AtomicInteger steps = new AtomicInteger();

  private static final class FakeClock implements SuiteClock {

    private Instant now = CLOSE;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public void close() {}
  }

  @Test
  void goesOnAsSoonAsItIsThere() {
    new Patience(clock, Duration.ofMinutes(1))
        .until(CLOSE, () -> steps.get() == 3, steps::incrementAndGet);

    assertThat(steps).hasValue(3);
  }

  @Test
  void endsWithTheMachinesTimeWhereTheSuitesStandsStill() {
    long began = System.nanoTime();

    new Patience(clock, Duration.ofMillis(30)).until(CLOSE, () -> false, Thread::onSpinWait);

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(29));
  }

  @Test
  void endsWithTheSuitesTimeButLeavesAMessageTheTimeItTakes() {
    long began = System.nanoTime();

    new Patience(clock, Duration.ofMinutes(1))
        .until(CLOSE, () -> false, () -> clock.now = CLOSE.plusSeconds(3600));

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(199), Duration.ofSeconds(30));
  }

  @Test
  void waitsForAMessageOnlyWithBarsThatAreLate() {
    clock.now = CLOSE.plusSeconds(3600);
    long began = System.nanoTime();

    new Patience(clock, Duration.ofMinutes(1)).until(CLOSE, () -> false, Thread::onSpinWait);

    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .isBetween(Duration.ofMillis(199), Duration.ofSeconds(30));
  }

  @Test
  void waitsOnceForAllBarsOfAnInstant() {
    Patience patience = new Patience(clock, Duration.ofMillis(30));
    patience.until(CLOSE, () -> false, Thread::onSpinWait);

    patience.until(CLOSE, () -> false, steps::incrementAndGet);
    assertThat(steps).hasValue(0);

    patience.until(CLOSE.plusSeconds(60), () -> steps.get() == 1, steps::incrementAndGet);
    assertThat(steps).hasValue(1);
  }

  @Test
  void waitsForNothingWithoutPatience() {
    new Patience(clock, Duration.ZERO).until(CLOSE, () -> false, steps::incrementAndGet);

    assertThat(steps).hasValue(0);
  }
}
