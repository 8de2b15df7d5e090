package io.tidemark.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.core.learn.TimeSplits.Shares;
import io.tidemark.core.optimise.split.PurgedSplits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimeSplitsTest {

  private static final FeatureTable TABLE = Tables.ofMinutes(105);
  private static final Labels LABELS = Targets.direction(TABLE, 5, 0);

  @Test
  void leavesOutRowsWhoseLabelsReachIntoTheNextPart() {
    TimeSplits splits = TimeSplits.of(LABELS, Rows.between(0, 105), new Shares(20, 20, 0));

    // A hundred rows have a label; that of row 54 looks at row 59, that of row 55 at row 60.
    assertThat(splits.train()).isEqualTo(Rows.between(0, 55));
    assertThat(splits.validation()).isEqualTo(Rows.between(60, 75));
    assertThat(splits.holdout()).isEqualTo(Rows.between(80, 100));
  }

  @Test
  void leavesOutWhatFeaturesRemember() {
    TimeSplits splits = TimeSplits.of(LABELS, Rows.between(0, 105), new Shares(20, 20, 10));

    assertThat(splits.train()).isEqualTo(Rows.between(0, 45));
    assertThat(splits.validation()).isEqualTo(Rows.between(60, 65));
  }

  @Test
  void dividesOnlyTheRowsThatCanBeUsed() {
    TimeSplits splits =
        TimeSplits.of(LABELS, Rows.between(0, 105).where(row -> row >= 50), new Shares(0, 50, 0));

    assertThat(splits.train()).isEqualTo(Rows.between(50, 70));
    assertThat(splits.validation()).isEqualTo(Rows.of());
    assertThat(splits.holdout()).isEqualTo(Rows.between(75, 100));
  }

  @Test
  void validatesEachRowOnceAndTrainsOnNoneWhoseLabelReachesIntoTheTest() {
    PurgedSplits purged = new PurgedSplits(5, 1, Duration.ofMinutes(5), Duration.ofMinutes(3));

    List<TimeSplits> folds = TimeSplits.folds(TABLE, LABELS, Rows.between(0, 105), purged);

    assertThat(folds).hasSize(5);
    assertThat(folds.stream().flatMap(fold -> fold.validation().stream().boxed()).sorted())
        .containsExactlyElementsOf(Rows.between(0, 100).stream().boxed().toList());
    for (TimeSplits fold : folds) {
      int first = fold.validation().get(0);
      int last = fold.validation().get(fold.validation().size() - 1);
      assertThat(fold.train().stream())
          .allMatch(row -> LABELS.lastRow(row) < first || row > last + 5);
    }
    assertThat(folds.get(2).train().size()).isBetween(60, 70);
  }

  @Test
  void refusesTooFewRows() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TimeSplits.of(LABELS, Rows.between(0, 12), new Shares(40, 40, 0)))
        .withMessageContaining("12 rows with a label are too few");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TimeSplits.folds(
                    TABLE, LABELS, Rows.of(), new PurgedSplits(2, 1, Duration.ZERO, Duration.ZERO)))
        .withMessage("there must be at least one row with a label");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shares(50, 50, 0))
        .withMessageContaining("at most 90 together");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Shares(10, 10, -1))
        .withMessage("embargo must be 0 or above, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Rows.of(1, 1))
        .withMessage("rows must rise from 0 on, was 1 at place 1");
  }
}
