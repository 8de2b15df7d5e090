package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PastReadingsTest {

  private static final Instant VENUE = Instant.parse("2013-11-30T20:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  @Test
  void givesTheSuiteTimeOfAMarginAgoAtAnySpeed() {
    PastReadings readings = new PastReadings(Duration.ofSeconds(2));
    for (int second = 0; second <= 5; second++) {
      readings.note(second * SECOND, VENUE.plusSeconds(600L * second));
    }

    assertThat(readings.settledAt(5 * SECOND)).contains(VENUE.plusSeconds(1800));
  }

  @Test
  void givesNothingBeforeTheMarginHasPassed() {
    PastReadings readings = new PastReadings(Duration.ofSeconds(2));
    readings.note(0, VENUE);

    assertThat(readings.settledAt(2 * SECOND - 1)).isEmpty();
  }
}
