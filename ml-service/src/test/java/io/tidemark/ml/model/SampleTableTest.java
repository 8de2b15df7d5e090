package io.tidemark.ml.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SampleTableTest {

  private final SampleTable table =
      new SampleTable(2, new double[] {1, 2, 3, Double.NaN, 5, 6}, new double[] {0, 0.1, -0.2});

  @Test
  void givesTheBarsBeforeASample() {
    Samples samples = select(2, 2);
    double[] values = new double[2];

    samples.copy(0, 0, values);
    assertThat(values).containsExactly(5, 6);
    samples.copy(0, 1, values);
    assertThat(values).containsExactly(3, Double.NaN);
    assertThat(samples.change(0, 0)).isEqualTo(-0.2);
    assertThat(samples.change(0, 1)).isEqualTo(0.1);
  }

  @Test
  void refusesASampleWithoutItsHistory() {
    assertThatThrownBy(() -> select(3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bar of sample 0 must have its history, was 1");
  }

  @Test
  void refusesASampleAfterTheLastBar() {
    assertThatThrownBy(() -> select(1, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("bar of sample 0 must be in the table, was 3");
  }

  @Test
  void refusesAnInfiniteFeature() {
    double[] values = {1, 2, 3, Double.POSITIVE_INFINITY};

    assertThatThrownBy(() -> new SampleTable(2, values, new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("feature 1 of bar 1 is infinite");
  }

  @Test
  void refusesAChangeThatIsNotKnown() {
    assertThatThrownBy(() -> new SampleTable(1, new double[1], new double[] {Double.NaN}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the change of bar 0 must be finite");
  }

  private Samples select(int history, int bar) {
    return table.select(history, new int[] {bar}, new int[] {Samples.UP}, new double[] {1});
  }
}
