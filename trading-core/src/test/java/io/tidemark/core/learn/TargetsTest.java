package io.tidemark.core.learn;

import static io.tidemark.core.learn.Label.DOWN;
import static io.tidemark.core.learn.Label.NEUTRAL;
import static io.tidemark.core.learn.Label.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.feature.FeatureTable;
import io.tidemark.core.feature.Rows;
import io.tidemark.model.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

class TargetsTest {

  @Test
  void tellsWhereTheCloseIsLater() {
    FeatureTable table = Tables.ofCloses("100", "100", "101", "100.9", "99", "99");

    Labels labels = Targets.direction(table, 2, 1);

    // 101 of 100 is +1%; 100.9 of 100 +0.9%; 99 of 101 -1.98%; 99 of 100.9 -1.88%.
    assertThat(labelsOf(labels, 4)).containsExactly(UP, NEUTRAL, DOWN, DOWN);
    assertThat(labels.known()).isEqualTo(Rows.between(0, 4));
    assertThat(labels.lastRow(1)).isEqualTo(3);
    assertThat(labels.weight(3)).isEqualTo(1);
    assertThat(labels.weight(4)).isZero();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> labels.label(4))
        .withMessage("the label of row 4 is not known");
  }

  @Test
  void takesOnlyAnUnchangedCloseForNeutralWithoutAThreshold() {
    Labels labels = Targets.direction(Tables.ofCloses("100", "100", "100.01", "100"), 1, 0);

    assertThat(labelsOf(labels, 3)).containsExactly(NEUTRAL, UP, DOWN);
  }

  @Test
  void tellsWhichBarrierIsTouchedFirst() {
    FeatureTable table =
        Tables.ofBars(
            bar("100", "100", "100"), // target 102, stop 99
            bar("101.9", "99.1", "100"), // touches neither
            bar("102", "99.5", "100"), // the target exactly
            bar("103", "98", "100"), // both: the stop
            bar("100", "100", "100"),
            bar("100", "100", "100"),
            bar("100", "100", "100"),
            bar("101", "100", "101"));

    Labels labels = Targets.tripleBarrier(table, 2, 1, 3);

    assertThat(labelsOf(labels, 5)).containsExactly(UP, UP, DOWN, NEUTRAL, NEUTRAL);
    assertThat(labels.lastRow(0)).isEqualTo(2);
    assertThat(labels.lastRow(2)).isEqualTo(3);
    assertThat(labels.lastRow(3)).isEqualTo(6);
    assertThat(labels.known()).isEqualTo(Rows.between(0, 5));
  }

  @Test
  void knowsABarrierThatIsTouchedBeforeTheDataEnd() {
    FeatureTable table = Tables.ofBars(bar("100", "100", "100"), bar("100", "98", "99"));

    Labels labels = Targets.tripleBarrier(table, 2, 1, 10);

    assertThat(labels.known()).isEqualTo(Rows.of(0));
    assertThat(labels.label(0)).isEqualTo(DOWN);
  }

  @Test
  void tellsWhetherTheTradeOfARowWon() {
    FeatureTable table = Tables.ofMinutes(10);

    Labels labels =
        Targets.metaLabels(
            table,
            List.of(
                // Decided on at the close of minute 2, opened as minute 3 opens; in two parts.
                trade(180, 250, "-3"),
                trade(180, 330, "4"),
                trade(60, 60, "0"),
                trade(420, 700, "5"),
                trade(0, 100, "5")));

    assertThat(labels.known()).isEqualTo(Rows.of(0, 2));
    assertThat(labels.label(2)).isEqualTo(UP);
    assertThat(labels.lastRow(2)).isEqualTo(5);
    assertThat(labels.label(0)).isEqualTo(DOWN);
    assertThat(labels.lastRow(0)).isEqualTo(1);
  }

  @Test
  void countsALabelForWhatItDoesNotShare() {
    Labels labels =
        Targets.direction(Tables.ofCloses("1", "2", "3", "4", "5"), 2, 0).weighedByUniqueness();

    // Labels of rows 0, 1, 2 look at bars 1-2, 2-3, 3-4: one, two, two and one look at 1 to 4.
    assertThat(labels.weight(0)).isCloseTo((1 + 0.5) / 2, within(1e-12));
    assertThat(labels.weight(1)).isCloseTo((0.5 + 0.5) / 2, within(1e-12));
    assertThat(labels.weight(2)).isCloseTo((0.5 + 1) / 2, within(1e-12));
    assertThat(labels.weight(3)).isZero();
  }

  @Test
  void letsEachClassCountAsMuch() {
    Labels labels = Targets.direction(Tables.ofCloses("1", "2", "3", "4", "3", "9", "1"), 1, 0);
    Rows trained = Rows.between(0, 4);

    Labels balanced = labels.weighedByClass(trained);

    // Of the four trained on three rise and one falls: 4 / (2 * 3) and 4 / (2 * 1).
    assertThat(balanced.weight(0)).isCloseTo(2.0 / 3, within(1e-12));
    assertThat(balanced.weight(3)).isCloseTo(2, within(1e-12));
    assertThat(balanced.weight(5)).isCloseTo(2, within(1e-12));
    assertThat(labels.count(trained, UP)).isEqualTo(3);
  }

  @Test
  void refusesWhatMakesNoTarget() {
    FeatureTable table = Tables.ofMinutes(3);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.direction(table, 0, 1))
        .withMessage("lookahead must be 1 or above, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.direction(table, 1, Double.NaN))
        .withMessageContaining("thresholdPct must be 0 or above");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.tripleBarrier(table, 0, 1, 1))
        .withMessageContaining("takeProfitPct must be above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Targets.tripleBarrier(table, 1, 100, 1))
        .withMessageContaining("stopLossPct must be above 0 and below 100");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trade(10, 9, "1"))
        .withMessageContaining("exitTime must not be before entryTime");
  }

  private static ClosedTrade trade(int entrySecond, int exitSecond, String pnl) {
    return new ClosedTrade(
        Tables.START.plusSeconds(entrySecond),
        Tables.START.plusSeconds(exitSecond),
        Money.of(pnl, "USD"));
  }

  private static String[] bar(String high, String low, String close) {
    return new String[] {high, low, close};
  }

  private static List<Label> labelsOf(Labels labels, int count) {
    return Rows.between(0, count).stream().mapToObj(labels::label).toList();
  }
}
