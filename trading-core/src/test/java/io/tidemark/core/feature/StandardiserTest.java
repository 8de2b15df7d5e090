package io.tidemark.core.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.history.BarColumns;
import io.tidemark.core.indicator.MarketContext;
import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardiserTest {

  private static final FeatureSet SET =
      FeatureSet.of(
          Timeframe.M1,
          List.of(
              new Feature("close", "close"),
              new Feature("before", "close[2]"),
              new Feature("flat", "close - close + 7"),
              new Feature("flow", "trade_flow")));

  private final List<Bar> minutes = RecordedMinutes.ether(50);
  private final FeatureTable table = FeatureTable.of(SET, BarColumns.of(Timeframe.M1, minutes));

  @Test
  void learnsFromTheGivenRowsAlone() {
    Standardiser standardiser = Standardiser.fit(table, Rows.of(0, 2, 3), false);

    double mean = (table.close(0) + table.close(2) + table.close(3)) / 3;
    double variance =
        (square(table.close(0) - mean)
                + square(table.close(2) - mean)
                + square(table.close(3) - mean))
            / 3;
    assertThat(standardiser.means().get(0)).isCloseTo(mean, within(1e-9));
    assertThat(standardiser.deviations().get(0)).isCloseTo(Math.sqrt(variance), within(1e-9));
    // Row 0 has no close of two minutes before.
    assertThat(standardiser.means().get(1))
        .isCloseTo((table.close(0) + table.close(1)) / 2, within(1e-9));
    assertThat(standardiser.missing().get(1)).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(standardiser.missing().get(3)).isEqualTo(1);
    double[] to = new double[4];
    standardiser.apply(table, 40, to, 0);
    assertThat(to[0]).isCloseTo((table.close(40) - mean) / Math.sqrt(variance), within(1e-6));
  }

  @Test
  void saysWhatIsMissingWhereThatDiffered() {
    Standardiser standardiser = Standardiser.fit(table, Rows.between(0, 30), true);
    double[] first = new double[standardiser.columns()];
    double[] later = new double[standardiser.columns() + 1];

    standardiser.apply(table, 0, first, 0);
    standardiser.apply(table, 20, later, 1);

    assertThat(standardiser.columnNames())
        .containsExactly("close", "before", "flat", "flow", "before_missing");
    assertThat(first[1]).isZero();
    assertThat(first[4]).isEqualTo(1);
    assertThat(later[5]).isZero();
    // What never varied, and what was never known, tells nothing.
    assertThat(later[3]).isZero();
    assertThat(later[4]).isZero();
  }

  @Test
  void givesARowOfTheStreamWhatItGivesThatOfTheTable() {
    Standardiser standardiser = Standardiser.fit(table, Rows.between(0, 30), true);
    FeatureStream stream = new FeatureStream(SET);
    for (int row = 0; row < minutes.size(); row++) {
      FeatureRow live = stream.step(List.of(minutes.get(row)), MarketContext.NONE).orElseThrow();
      double[] one = new double[standardiser.columns()];
      double[] other = new double[standardiser.columns()];
      standardiser.apply(SET, live, one, 0);
      standardiser.apply(table, row, other, 0);
      assertThat(one).isEqualTo(other);
    }
  }

  @Test
  void bringsToMeanZeroAndDeviationOne() {
    Rows rows = Rows.between(2, 50);
    Standardiser standardiser = Standardiser.fit(table, rows, false);
    double sum = 0;
    double squares = 0;
    double[] to = new double[standardiser.columns()];
    for (int row = 2; row < 50; row++) {
      standardiser.apply(table, row, to, 0);
      sum += to[0];
      squares += to[0] * to[0];
    }

    assertThat(sum / rows.size()).isCloseTo(0, within(1e-9));
    assertThat(squares / rows.size()).isCloseTo(1, within(1e-9));
  }

  @Test
  void refusesWhatDoesNotFit() {
    Standardiser standardiser = Standardiser.fit(table, Rows.of(1), false);
    FeatureSet other = FeatureSet.of(Timeframe.M1, List.of(new Feature("rsi", "rsi(14)")));
    FeatureTable others = FeatureTable.of(other, BarColumns.of(Timeframe.M1, minutes));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> standardiser.apply(others, 0, new double[4], 0))
        .withMessageContaining("features must be those of hash " + SET.hash());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Standardiser.fit(table, Rows.of(), false))
        .withMessage("a standardiser must be fitted on at least one row");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Standardiser(
                    "h", List.of("a"), List.of(Double.NaN), List.of(1.0), List.of(0.0), List.of()))
        .withMessageContaining("mean and deviation of a must be finite");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Standardiser(
                    "h", List.of("a"), List.of(), List.of(1.0), List.of(0.0), List.of()))
        .withMessageContaining("had 0, 1, 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new Standardiser(
                    "h", List.of("a"), List.of(1.0), List.of(1.0), List.of(0.0), List.of(1)))
        .withMessageContaining("was 1");
  }

  private static double square(double value) {
    return value * value;
  }
}
