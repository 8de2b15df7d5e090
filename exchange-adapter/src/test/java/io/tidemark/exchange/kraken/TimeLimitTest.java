package io.tidemark.exchange.kraken;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.exchange.stream.VenueOffset;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TimeLimitTest {

  private static final Duration TOLERANCE = Duration.ofSeconds(10);

  private final VenueOffset offset = new VenueOffset();
  private Instant now = StubVenue.NOW;
  private long nanos;
  private final TimeLimit limit = new TimeLimit(() -> now, () -> nanos, TOLERANCE, offset);

  /**
   * The machine's clock goes on, and the suite's so much faster; the limit is asked each second.
   */
  private void pass(int seconds, int speed) {
    for (int i = 0; i < seconds; i++) {
      nanos += Duration.ofSeconds(1).toNanos();
      now = now.plusSeconds(speed);
      var _ = limit.latest();
    }
  }

  private Duration ahead() {
    return Duration.between(now, limit.latest());
  }

  @Test
  void growsWithTheSpeedOfAReplay() {
    pass(3, 600);

    assertThat(ahead()).isEqualTo(TOLERANCE.multipliedBy(600));
  }

  @Test
  void forgetsAJumpOfTheClock() {
    now = now.plus(Duration.ofHours(8));
    pass(1, 1);
    assertThat(ahead()).isGreaterThan(Duration.ofHours(1));
    pass(120, 1);

    assertThat(ahead()).isBetween(TOLERANCE, TOLERANCE.plusSeconds(1));
  }

  @Test
  void isTheVenuesWhereTheMachinesClockIsBehind() {
    offset.told(now.plusSeconds(15), now);

    assertThat(ahead()).isEqualTo(TOLERANCE.plusSeconds(15));
  }

  @Test
  void isTheSuitesWhereTheVenuesClockIsBehind() {
    offset.told(now.minusSeconds(3600), now);

    assertThat(ahead()).isEqualTo(TOLERANCE);
  }
}
