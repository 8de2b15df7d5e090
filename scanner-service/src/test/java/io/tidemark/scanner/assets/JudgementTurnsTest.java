package io.tidemark.scanner.assets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JudgementTurnsTest {

  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");

  private final JudgementTurns turns = new JudgementTurns(Duration.ofMinutes(15), Duration.ZERO);

  private boolean isTime(long second, long news, boolean settled) {
    return turns.isTime(NOW.plusSeconds(second), Duration.ofSeconds(second), news, settled);
  }

  private void judge(long second, long news) {
    turns.began(Duration.ofSeconds(second), news);
    turns.judged(NOW.plusSeconds(second));
  }

  @Test
  void waitsForTheFirstFiguresButNotForAll() {
    assertThat(isTime(1, 0, false)).isFalse();
    assertThat(isTime(1, 0, true)).isTrue();
    assertThat(isTime(9, 5, false)).isFalse();
    assertThat(isTime(10, 5, false)).isTrue();
  }

  @Test
  void judgesWhatComesOneByOneOnceAMinuteAndTheLastOfItAtOnce() {
    judge(10, 5);

    assertThat(isTime(40, 8, false)).isFalse();
    assertThat(isTime(70, 8, false)).isTrue();
    assertThat(isTime(40, 8, true)).isTrue();
    assertThat(isTime(70, 5, true)).isFalse();
  }

  @Test
  void judgesEachPeriodOfTheSuitesTimeThoughNotMoreOftenThanTheMachineLikes() {
    judge(10, 5);
    Instant later = NOW.plus(Duration.ofDays(1));

    assertThat(turns.isTime(later, Duration.ofSeconds(19), 5, true)).isFalse();
    assertThat(turns.isTime(later, Duration.ofSeconds(20), 5, true)).isTrue();
    assertThat(isTime(10 + 15 * 60 - 1, 5, true)).isFalse();
    assertThat(isTime(10 + 15 * 60, 5, true)).isTrue();
  }

  @Test
  void triesAgainAfterAFailure() {
    turns.began(Duration.ofSeconds(1), 0);

    assertThat(isTime(5, 0, true)).isFalse();
    assertThat(isTime(11, 0, true)).isTrue();
  }
}
