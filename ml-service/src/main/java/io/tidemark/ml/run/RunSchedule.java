package io.tidemark.ml.run;

import io.tidemark.kit.configuration.TrainingFile.UpdateFrequency;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/** When models are trained anew, in UTC. */
final class RunSchedule {

  private RunSchedule() {}

  /** The last time at which a training was due, {@code now} included. */
  static Instant due(UpdateFrequency frequency, Instant now) {
    OffsetDateTime time = now.atOffset(ZoneOffset.UTC);
    return switch (frequency) {
      case HOURLY -> time.truncatedTo(ChronoUnit.HOURS).toInstant();
      case DAILY -> time.truncatedTo(ChronoUnit.DAYS).toInstant();
      case WEEKLY ->
          time.truncatedTo(ChronoUnit.DAYS)
              .with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
              .toInstant();
    };
  }
}
