package io.tidemark.simulator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.simulator.TestVenues;
import io.tidemark.simulator.venue.Venue;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayClockTest {

  private static final Instant OPENING = Instant.parse("2013-11-25T00:00:00Z");

  private final Venue venue = TestVenues.open();
  private Instant wall = Instant.EPOCH;
  private final ReplayClock clock = new ReplayClock(venue, () -> wall, 60, true, null);

  @Test
  void venueTimeRunsSpeedTimesAsFastAsWallTime() {
    tickAfter(Duration.ofSeconds(10));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(600));
  }

  @Test
  void theSpeedCountsFromWhereItIsSet() {
    tickAfter(Duration.ofSeconds(1));
    clock.setSpeed(1);
    tickAfter(Duration.ofSeconds(10));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(70));
  }

  @Test
  void theLimitIsNotPassedAndWhatWasWaitedIsNotMadeUpFor() {
    clock.setLimit(OPENING.plusSeconds(30));
    tickAfter(Duration.ofSeconds(100));
    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(30));

    clock.setLimit(OPENING.plusSeconds(10_000));
    tickAfter(Duration.ofSeconds(1));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(90));
  }

  @Test
  void aLimitInThePastHoldsTheClockAndDoesNotTurnItBack() {
    tickAfter(Duration.ofSeconds(1));
    clock.setLimit(OPENING);
    tickAfter(Duration.ofSeconds(1));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(60));
  }

  @Test
  void theClockHoldsWhileSomebodyLags() {
    wall = wall.plusSeconds(5);
    clock.tick(() -> true);
    assertThat(clock.state().venueTime()).isEqualTo(OPENING);

    tickAfter(Duration.ofSeconds(1));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(60));
  }

  @Test
  void theClockHoldsWhileItIsNotRunning() {
    clock.setRunning(false);
    tickAfter(Duration.ofSeconds(5));
    clock.setRunning(true);
    tickAfter(Duration.ofSeconds(1));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(60));
  }

  @Test
  void aWallClockThatIsSetBackHoldsTheVenueUntilItHasCaughtUp() {
    tickAfter(Duration.ofSeconds(5));
    tickAfter(Duration.ofSeconds(-3));

    assertThat(clock.state().venueTime()).isEqualTo(OPENING.plusSeconds(300));
  }

  @Test
  void aTickPlaysOnlySoManyTradesAndLeavesNoneOut() {
    clock.setSpeed(1_000_000);
    tickAfter(Duration.ofSeconds(10));

    assertThat(venue.markets().getFirst().played()).isBetween(900, 1_200);
    assertThat(venue.nowMicros())
        .isEqualTo(
            venue.markets().getFirst().tape().timeMicros(venue.markets().getFirst().played() - 1));
  }

  @Test
  void timeStandsStillWhenTheDataEnd() {
    clock.setSpeed(1_000_000);
    for (int i = 0; i < 200 && !clock.state().ended(); i++) {
      tickAfter(Duration.ofSeconds(100));
    }

    assertThat(clock.state().ended()).isTrue();
    assertThat(clock.state().venueTime()).isEqualTo(Instant.parse("2013-12-01T16:02:05.000001Z"));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void aSpeedThatCannotBeIsRefused(double speed) {
    assertThatThrownBy(() -> clock.setSpeed(speed)).hasMessageContaining("speed must be above 0");
  }

  private void tickAfter(Duration elapsed) {
    wall = wall.plus(elapsed);
    clock.tick(() -> false);
  }
}
