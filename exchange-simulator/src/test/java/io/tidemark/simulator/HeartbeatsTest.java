package io.tidemark.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeartbeatsTest {

  private long micros = 5_000_000;
  private long nanos = 7;
  private final Heartbeats heartbeats = new Heartbeats(() -> micros, () -> nanos);

  /** Counts those of a second of the machine's, looked at each millisecond. */
  private int inOneSecond(int speed) {
    int due = 0;
    for (int milli = 1; milli <= 1000; milli++) {
      nanos += 1_000_000;
      micros += 1_000L * speed;
      due += heartbeats.areDue() ? 1 : 0;
    }
    return due;
  }

  @Test
  void comeOnceASecondAtTheSpeedOfLife() {
    assertThat(inOneSecond(1)).isEqualTo(1);
  }

  @Test
  void comeOnceASecondOfTheVenues() {
    assertThat(inOneSecond(10)).isEqualTo(10);
  }

  @Test
  void comeFiftyTimesASecondAtMost() {
    assertThat(inOneSecond(600)).isEqualTo(50);
  }

  @Test
  void comeWhileTheVenueStandsStill() {
    assertThat(inOneSecond(0)).isEqualTo(1);
  }
}
