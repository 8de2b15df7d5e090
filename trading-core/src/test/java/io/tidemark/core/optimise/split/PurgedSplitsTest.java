package io.tidemark.core.optimise.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.history.Span;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PurgedSplitsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Span ALL = hours(0, 600);

  /** The example of Lopez de Prado 2018, figure 12.1: 6 groups over 2 give 15 folds, 5 paths. */
  private static final PurgedSplits SPLITS =
      new PurgedSplits(6, 2, Duration.ofHours(3), Duration.ofHours(10));

  @Test
  void hasAsManyFoldsAndPathsAsTheBookTells() {
    assertThat(SPLITS.folds(ALL)).hasSize(15);
    assertThat(SPLITS.paths()).hasSize(5).allSatisfy(path -> assertThat(path).hasSize(6));
    // figure 12.2: the first path takes splits S1, S1, S2, S3, S4, S5
    assertThat(SPLITS.paths().getFirst()).containsExactly(0, 0, 1, 2, 3, 4);
    assertThat(SPLITS.paths().getLast()).containsExactly(4, 8, 11, 13, 14, 14);
  }

  @Test
  void leavesOutWhatReachesIntoATestAndWhatFollowsIt() {
    List<Fold> folds = SPLITS.folds(ALL);

    // groups 0 and 1: one test, purged and embargoed after it
    assertThat(folds.get(0)).isEqualTo(new Fold(List.of(hours(213, 600)), List.of(hours(0, 200))));
    // groups 1 and 4: before each test 3 hours, after each 3 and 10
    assertThat(folds.get(7))
        .isEqualTo(
            new Fold(
                List.of(hours(0, 97), hours(213, 397), hours(513, 600)),
                List.of(hours(100, 200), hours(400, 500))));
  }

  @Test
  void everyPathCoversAllTimeWithTestsThatAreUsedOnce() {
    List<Fold> folds = SPLITS.folds(ALL);
    Set<List<Integer>> used = new HashSet<>();

    for (List<Integer> path : SPLITS.paths()) {
      for (int group = 0; group < path.size(); group++) {
        Span span = SPLITS.group(ALL, group);
        assertThat(folds.get(path.get(group)).test()).anyMatch(test -> test.encloses(span));
        assertThat(used.add(List.of(path.get(group), group))).isTrue();
      }
    }
    assertThat(used).hasSize(30);
  }

  @Test
  void refusesWhatLeavesNothingToTrainOn() {
    PurgedSplits tight = new PurgedSplits(3, 1, Duration.ofHours(200), Duration.ZERO);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> tight.folds(ALL))
        .withMessageContaining("leave nothing of")
        .withMessageContaining("test groups [1]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PurgedSplits(6, 6, Duration.ZERO, Duration.ZERO))
        .withMessage("testGroups must be from 1 to 5, was 6");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PurgedSplits(21, 6, Duration.ZERO, Duration.ZERO))
        .withMessage("groups must be from 2 to 20, was 21");
  }

  private static Span hours(int from, int to) {
    return new Span(START.plus(Duration.ofHours(from)), START.plus(Duration.ofHours(to)));
  }
}
