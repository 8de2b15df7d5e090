package io.tidemark.core.optimise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OverfittingCheckTest {

  @Test
  void findsNoiseToBeOverfitAboutHalfOfTheTime() {
    double probability = 0;
    double degradation = 0;
    for (int seed = 0; seed < 30; seed++) {
      OverfittingEvidence evidence = new OverfittingCheck(10).judge(noise(seed, 30, 500));
      assertThat(evidence.divisions()).isEqualTo(252);
      probability += evidence.probability() / 30;
      degradation += evidence.degradation() / 30;
    }

    assertThat(probability).isCloseTo(0.5, within(0.08));
    // what one half of noise has more than the whole, the other has less
    assertThat(degradation).isLessThan(-0.3);
  }

  @Test
  void believesATrueSignal() {
    List<double[]> returns = noise(1, 30, 500);
    for (int i = 0; i < 500; i++) {
      returns.get(17)[i] += 0.3;
    }

    OverfittingEvidence evidence = new OverfittingCheck(10).judge(returns);

    assertThat(evidence.probability()).isLessThan(0.01);
    assertThat(evidence.probabilityOfLoss()).isLessThan(0.01);
    assertThat(evidence.medianLogit()).isCloseTo(Math.log(30.0), within(1e-12)); // 30/31 : 1/31
  }

  @Test
  void ranksTheBestOfEachHalfInTheOther() {
    // two blocks: trial 0 is the best of the first and the worst of the second, and so on
    double[] early = {1.0, 1.2, -1.0, -1.2};
    double[] late = {-1.0, -1.1, 1.0, 1.3};
    double[] even = {0.1, -0.1, 0.1, -0.1};

    OverfittingEvidence evidence = new OverfittingCheck(2).judge(List.of(early, late, even));

    assertThat(evidence.divisions()).isEqualTo(2);
    assertThat(evidence.probability()).isEqualTo(1);
    assertThat(evidence.probabilityOfLoss()).isEqualTo(1);
    // both have rank 1 of 3: odds of 1/4 to 3/4
    assertThat(evidence.medianLogit()).isCloseTo(Math.log(1.0 / 3), within(1e-12));
  }

  @Test
  void takesTheMiddleRankOfTrialsThatAreTheSame() {
    double[] returns = {0.1, -0.2, 0.3, 0.1, -0.1};

    OverfittingEvidence evidence =
        new OverfittingCheck(2).judge(List.of(returns, returns.clone(), returns.clone()));

    assertThat(evidence.medianLogit()).isZero();
    assertThat(evidence.probability()).isEqualTo(1);
  }

  @Test
  void countsATrialWithoutTradesAsARatioOfZero() {
    OverfittingEvidence evidence =
        new OverfittingCheck(2)
            .judge(List.of(new double[8], new double[] {-1, -2, -1, -2, -1, -3, -1, -2}));

    assertThat(evidence.probability()).isZero();
    assertThat(evidence.probabilityOfLoss()).isZero();
    assertThat(evidence.degradation()).isZero();
  }

  @Test
  void refusesWhatItCannotJudge() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OverfittingCheck(5))
        .withMessage("blocks must be even and from 2 to 20, was 5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OverfittingCheck(4).judge(noise(1, 3, 7)))
        .withMessage("a trial must have at least 8 returns, has 7");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new OverfittingCheck(4).judge(noise(1, 1, 20)))
        .withMessage("there must be at least 2 trials, there are 1");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new OverfittingCheck(2)
                    .judge(List.of(new double[4], new double[] {1, Double.NaN, 3, 4})))
        .withMessage("returns must be finite, one of trial 1 is NaN");
  }

  private static List<double[]> noise(long seed, int trials, int length) {
    Random random = new Random(seed);
    List<double[]> returns = new ArrayList<>();
    for (int i = 0; i < trials; i++) {
      returns.add(random.doubles(length).map(each -> random.nextGaussian()).toArray());
    }
    return returns;
  }
}
