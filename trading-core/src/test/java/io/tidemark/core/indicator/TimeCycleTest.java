package io.tidemark.core.indicator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeCycleTest {

  @ParameterizedTest
  @CsvSource({
    "2025-01-31T00:00:00Z, 0, 1",
    "2025-01-31T03:00:00Z, 0.7071067811865476, 0.7071067811865476",
    "2025-01-31T06:00:00Z, 1, 0",
    "2025-01-31T12:00:00Z, 0, -1",
    "1969-12-31T18:00:00Z, -1, 0"
  })
  void turnsOnceADay(String time, double sine, double cosine) {
    assertPoint(TimeCycle.ofDay(), time, sine, cosine);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-02-03T00:00:00Z, 0, 1", // a Monday
    "2025-02-04T18:00:00Z, 1, 0", // a quarter of 168 hours on
    "2025-02-06T12:00:00Z, 0, -1",
    "2025-02-09T03:00:00Z, -0.7071067811865476, 0.7071067811865476"
  })
  void turnsOnceAWeekFromMonday(String time, double sine, double cosine) {
    assertPoint(TimeCycle.ofWeek(), time, sine, cosine);
  }

  private static void assertPoint(TimeCycle cycle, String time, double sine, double cosine) {
    assertThat(cycle.value(0)).isNaN();

    cycle.update(new double[] {Instant.parse(time).getEpochSecond()});

    assertThat(cycle.value(0)).isCloseTo(sine, offset(1e-12));
    assertThat(cycle.value(1)).isCloseTo(cosine, offset(1e-12));
  }
}
