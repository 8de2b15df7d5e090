package io.tidemark.ml.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.kit.configuration.TrainingFile.UpdateFrequency;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunScheduleTest {

  /** 2 March 2026 is a Monday. */
  @ParameterizedTest
  @CsvSource({
    "HOURLY, 2026-03-04T13:59:59Z, 2026-03-04T13:00:00Z",
    "HOURLY, 2026-03-04T13:00:00Z, 2026-03-04T13:00:00Z",
    "DAILY,  2026-03-04T13:59:59Z, 2026-03-04T00:00:00Z",
    "DAILY,  2026-03-04T00:00:00Z, 2026-03-04T00:00:00Z",
    "WEEKLY, 2026-03-01T23:59:59Z, 2026-02-23T00:00:00Z",
    "WEEKLY, 2026-03-02T00:00:00Z, 2026-03-02T00:00:00Z",
    "WEEKLY, 2026-03-04T13:59:59Z, 2026-03-02T00:00:00Z"
  })
  void isDueAtFullHoursMidnightsAndMondaysInUtc(
      UpdateFrequency frequency, Instant now, Instant due) {
    assertThat(RunSchedule.due(frequency, now)).isEqualTo(due);
  }
}
