package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QuietTimeTest {

  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");
  private static final long SECOND = 1_000_000_000L;

  private final QuietTime quiet = new QuietTime(Duration.ofSeconds(2));
  private Instant passed = START;

  private void look(int second, int heardAtSecond) {
    quiet
        .look(
            second * SECOND,
            START.plusSeconds(second),
            START.plusSeconds(second),
            Optional.of(START.plusSeconds(heardAtSecond)))
        .ifPresent(time -> passed = time);
  }

  @Test
  void followsTheClockWhileTheConnectionIsHeard() {
    for (int second = 0; second <= 60; second++) {
      look(second, second);
    }

    assertThat(passed).isEqualTo(START.plusSeconds(57));
  }

  @Test
  void standsStillOnAConnectionThatIsSilent() {
    for (int second = 0; second <= 60; second++) {
      look(second, Math.min(second, 20));
    }

    assertThat(passed).isBeforeOrEqualTo(START.plusSeconds(18));
  }

  @Test
  void letsNoTimePassBeforeAnythingWasHeard() {
    for (int second = 0; second <= 60; second++) {
      assertThat(
              quiet.look(
                  second * SECOND,
                  START.plusSeconds(second),
                  START.plusSeconds(second),
                  Optional.empty()))
          .isEmpty();
    }
  }

  @Test
  void goesNoFurtherThanTheVenueWasSeen() {
    for (int second = 0; second <= 60; second++) {
      quiet
          .look(
              second * SECOND,
              START.plusSeconds(second),
              START.plusSeconds(second / 10 * 10),
              Optional.of(START.plusSeconds(second)))
          .ifPresent(time -> passed = time);
    }

    assertThat(passed).isEqualTo(START.plusSeconds(50));
  }

  @Test
  void passesAllOfAClockThatStandsAtItsEnd() {
    for (int second = 0; second <= 30; second++) {
      quiet
          .look(
              second * SECOND,
              START.plusSeconds(5),
              START.plusSeconds(5),
              Optional.of(START.plusSeconds(5)))
          .ifPresent(time -> passed = time);
    }

    assertThat(passed).isEqualTo(START.plusSeconds(5));
  }
}
