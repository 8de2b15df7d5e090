package io.tidemark.ingestor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StreamTimeTest {

  private static final Instant MINUTE = Instant.parse("2013-11-30T20:00:00Z");
  private static final long LATER = Duration.ofMillis(50).toNanos();

  private final StreamTime time = new StreamTime(Duration.ofSeconds(1));

  @Test
  void isPassedOnWhenAMinuteClosesByIt() {
    assertThat(time.pass(MINUTE, 0)).isTrue();
    assertThat(time.pass(MINUTE.plusMillis(999), 1)).isFalse();
    assertThat(time.pass(MINUTE.plusSeconds(1), 2)).isTrue();
    assertThat(time.pass(MINUTE.plusSeconds(2), 3)).isFalse();
  }

  @Test
  void isPassedOnNowAndThen() {
    assertThat(time.pass(MINUTE.plusSeconds(2), 0)).isTrue();
    assertThat(time.pass(MINUTE.plusSeconds(3), LATER - 1)).isFalse();
    assertThat(time.pass(MINUTE.plusSeconds(4), LATER)).isTrue();
  }

  @Test
  void keepsWhatWasNotPassedOn() {
    time.pass(MINUTE.plusSeconds(2), 0);
    time.pass(MINUTE.plusSeconds(3), 1);

    assertThat(time.isUntold(2)).isTrue();
    assertThat(time.isUntold(3)).isFalse();
    assertThat(time.latest()).isEqualTo(MINUTE.plusSeconds(3));
  }

  @Test
  void neverGoesBack() {
    assertThat(time.latest()).isNull();
    time.pass(MINUTE.plusSeconds(2), 0);

    assertThat(time.pass(MINUTE, LATER)).isFalse();
    assertThat(time.latest()).isEqualTo(MINUTE.plusSeconds(2));
  }
}
