package io.tidemark.core.optimise.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WalkForwardTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Span ALL = days(0, 100);

  @Test
  void rollsTheTrainingAlong() {
    List<Fold> folds =
        WalkForward.of(false, Duration.ofDays(40), Duration.ofDays(20), Duration.ofDays(5))
            .folds(ALL);

    assertThat(folds)
        .containsExactly(
            new Fold(List.of(days(0, 40)), List.of(days(45, 65))),
            new Fold(List.of(days(20, 60)), List.of(days(65, 85))));
  }

  @Test
  void anchorsTheTrainingAtTheBeginning() {
    List<Fold> folds =
        WalkForward.of(true, Duration.ofDays(40), Duration.ofDays(20), Duration.ZERO).folds(ALL);

    assertThat(folds)
        .containsExactly(
            new Fold(List.of(days(0, 40)), List.of(days(40, 60))),
            new Fold(List.of(days(0, 60)), List.of(days(60, 80))),
            new Fold(List.of(days(0, 80)), List.of(days(80, 100))));
  }

  @Test
  void stepsFurtherThanATestAndTellsWhatIsLeft() {
    WalkForward walk =
        new WalkForward(
            false, Duration.ofDays(30), Duration.ofDays(10), Duration.ofDays(25), Duration.ZERO);

    assertThat(walk.folds(ALL).stream().map(fold -> fold.test().getFirst()))
        .containsExactly(days(30, 40), days(55, 65), days(80, 90));
    assertThat(walk.rest(ALL)).isEqualTo(Duration.ofDays(10));
  }

  @Test
  void refusesWhatDoesNotFit() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                WalkForward.of(false, Duration.ofDays(90), Duration.ofDays(20), Duration.ZERO)
                    .folds(ALL))
        .withMessage(
            "PT2400H is shorter than one window of train PT2160H, purge PT0S and test PT480H");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new WalkForward(
                    true,
                    Duration.ofDays(9),
                    Duration.ofDays(3),
                    Duration.ofDays(2),
                    Duration.ZERO))
        .withMessage("step must be at least test PT72H, was PT48H");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> WalkForward.of(true, Duration.ZERO, Duration.ofDays(3), Duration.ofDays(2)))
        .withMessage("train must be above 0, was PT0S");
  }

  private static Span days(int from, int to) {
    return new Span(START.plus(Duration.ofDays(from)), START.plus(Duration.ofDays(to)));
  }
}
