package io.tidemark.ml.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.ml.model.ModelSettings;
import io.tidemark.ml.model.SampleTable;
import org.junit.jupiter.api.Test;

class HeuristicLeanTest {

  @Test
  void leansWithTheTrendByItsStrength() {
    // Over two bars 3 + 1 = 4; the mean square of four is (1 + 1 + 1 + 9) / 4 = 3; so the trend is
    // 4 / (sqrt(3) x sqrt(2)) standard errors strong.
    double lean = 0.5 * 4 / Math.sqrt(6);
    double sum = Math.exp(-lean) + 1 + Math.exp(lean);

    assertThat(predict(1, -1, 1, 3))
        .containsExactly(
            new double[] {Math.exp(-lean) / sum, 1 / sum, Math.exp(lean) / sum}, within(1e-12));
  }

  @Test
  void doesNotLeanWhereNothingMoved() {
    double third = 1 / 3.0;

    assertThat(predict(0, 0, 0, 0))
        .containsExactly(new double[] {third, third, third}, within(1e-12));
  }

  private static double[] predict(double... changes) {
    try (HeuristicModel model = new HeuristicModel(new ModelSettings.Heuristic(2, 4), 1)) {
      return model
          .predict(
              new SampleTable(1, new double[4], changes)
                  .select(4, new int[] {3}, new int[] {-1}, new double[] {0}))[0];
    }
  }
}
