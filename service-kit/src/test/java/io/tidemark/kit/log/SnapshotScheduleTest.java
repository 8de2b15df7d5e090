package io.tidemark.kit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SnapshotScheduleTest {

  private final AtomicLong nanos = new AtomicLong();
  private final SnapshotSchedule schedule =
      new SnapshotSchedule(3, Duration.ofSeconds(10), nanos::get);

  @Test
  void isDueAfterSoManySteps() {
    schedule.stepped();
    schedule.stepped();
    assertThat(schedule.isDue()).isFalse();

    schedule.stepped();
    assertThat(schedule.isDue()).isTrue();

    schedule.taken();
    assertThat(schedule.isDue()).isFalse();
  }

  @Test
  void isDueSoLongAfterTheFirstStep() {
    nanos.set(Duration.ofSeconds(100).toNanos());
    assertThat(schedule.isDue()).isFalse();

    schedule.stepped();
    nanos.set(Duration.ofSeconds(110).toNanos() - 1);
    assertThat(schedule.isDue()).isFalse();

    nanos.set(Duration.ofSeconds(110).toNanos());
    assertThat(schedule.isDue()).isTrue();
  }

  @Test
  void isDueAtOnceWhenHastened() {
    schedule.hasten();
    assertThat(schedule.isDue()).isTrue();

    schedule.taken();
    assertThat(schedule.isDue()).isFalse();
  }

  @Test
  void isOverdueAfterFourTimesTheStepsOrTheTime() {
    for (int i = 0; i < 11; i++) {
      schedule.stepped();
    }
    assertThat(schedule.isOverdue()).isFalse();
    schedule.stepped();
    assertThat(schedule.isOverdue()).isTrue();

    schedule.taken();
    schedule.stepped();
    nanos.set(Duration.ofSeconds(40).toNanos() - 1);
    assertThat(schedule.isOverdue()).isFalse();
    nanos.set(Duration.ofSeconds(40).toNanos());
    assertThat(schedule.isOverdue()).isTrue();
  }

  @Test
  void isOverdueAtOnceWhenHastened() {
    schedule.hasten();

    assertThat(schedule.isOverdue()).isTrue();
  }
}
