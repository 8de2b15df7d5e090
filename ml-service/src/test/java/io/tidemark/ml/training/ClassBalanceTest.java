package io.tidemark.ml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClassBalanceTest {

  /**
   * 10 of 100 fell and 90 stayed: balanced, the former count 100 / (2 x 10) = 5 and the latter 100
   * / (2 x 90) = 5/9. Where both are then thought to be as probable, 0.5 / 5 = 0.1 stands against
   * 0.5 / (5/9) = 0.9.
   */
  @Test
  void givesBackTheFrequenciesWhereAModelKnowsNothing() {
    ClassBalance balance = new ClassBalance(List.of(10, 90, 0), List.of(5.0, 5.0 / 9, 1.0));

    assertThat(balance.undo(new double[] {0.5, 0.5, 0}))
        .containsExactly(new double[] {0.1, 0.9, 0}, within(1e-15));
    assertThat(balance.shares()).containsExactly(0.1, 0.9, 0);
  }

  @Test
  void changesNothingOfAModelThatDoesNotLearn() {
    ClassBalance balance = new ClassBalance(List.of(10, 90, 0), List.of(5.0, 5.0 / 9, 1.0));

    assertThat(balance.unweighed().undo(new double[] {0.25, 0.5, 0.25}))
        .containsExactly(0.25, 0.5, 0.25);
  }

  @Test
  void refusesFactorsThatWouldMakeProbabilitiesInfinite() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassBalance(List.of(1, 1, 1), List.of(1.0, 0.0, 1.0)))
        .withMessage("factors must be above 0 and finite, were [1.0, 0.0, 1.0]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClassBalance(List.of(0, 0, 0), List.of(1.0, 1.0, 1.0)))
        .withMessageContaining("counts must be 0 or above, not all 0");
  }
}
