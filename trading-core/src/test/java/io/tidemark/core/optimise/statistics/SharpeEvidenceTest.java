package io.tidemark.core.optimise.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharpeEvidenceTest {

  /**
   * The example of Bailey and Lopez de Prado 2014: a yearly ratio of 2.5 from 1,250 daily returns,
   * 250 a year, the best of trials whose yearly ratios have a variance of 1/2.
   */
  @ParameterizedTest
  @CsvSource({
    "100, -3, 10, 0.9004",
    "46, -3, 10, 0.9505",
    "88, 0, 3, 0.9505",
  })
  void deflatesAsThePaperDoes(int trials, double skewness, double kurtosis, double published) {
    SharpeEvidence evidence = new SharpeEvidence(2.5 / Math.sqrt(250), 1250, skewness, kurtosis);

    assertThat(evidence.deflated(trials, 0.5 / 250)).isCloseTo(published, within(0.00005));
  }

  @Test
  void expectsOfTheBestWhatThePaperExpects() {
    assertThat(SharpeEvidence.expectedBest(100, 0.5 / 250)).isCloseTo(0.1132, within(0.00005));
    assertThat(SharpeEvidence.expectedBest(1, 0.5)).isZero();
  }

  /** Bailey and Lopez de Prado 2012: two years of months with a ratio of 0.458. */
  @ParameterizedTest
  @CsvSource({"0, 3, 0.982", "-2.448, 10.164, 0.913"})
  void isLessSureOfSkewedReturns(double skewness, double kurtosis, double published) {
    assertThat(new SharpeEvidence(0.458, 24, skewness, kurtosis).probabilityAbove(0))
        .isCloseTo(published, within(0.0005));
  }

  /**
   * Bailey and Lopez de Prado 2012: years until a yearly ratio of 2 is above 1 with a confidence of
   * 95 %, by returns a year and their moments.
   */
  @ParameterizedTest
  @CsvSource({
    "250, 0, 3, 2.73",
    "52, 0, 3, 2.83",
    "12, 0, 3, 3.24",
    "12, -0.72, 5.78, 4.99",
  })
  void needsATrackRecordAsLongAsPublished(
      int returnsAYear, double skewness, double kurtosis, double years) {
    double root = Math.sqrt(returnsAYear);
    SharpeEvidence evidence = new SharpeEvidence(2 / root, 100, skewness, kurtosis);

    assertThat(evidence.minimumObservations(1 / root, 0.95).orElseThrow() / returnsAYear)
        .isCloseTo(years, within(0.005));
    assertThat(evidence.minimumObservations(2 / root, 0.95)).isEmpty();
  }

  @Test
  void aTrackRecordOfTheMinimumLengthHasJustTheConfidence() {
    SharpeEvidence evidence = new SharpeEvidence(0.1, 50, -0.5, 4);
    int needed = (int) Math.ceil(evidence.minimumObservations(0, 0.9).orElseThrow());

    assertThat(new SharpeEvidence(0.1, needed, -0.5, 4).probabilityAbove(0)).isGreaterThan(0.9);
    assertThat(new SharpeEvidence(0.1, needed - 1, -0.5, 4).probabilityAbove(0)).isLessThan(0.9);
  }

  @Test
  void takesTheMomentsOfReturns() {
    SharpeEvidence evidence =
        SharpeEvidence.of(new double[] {0.01, -0.02, 0.03, 0.005, -0.01, 0.02});

    // numpy and scipy.stats: mean / std(ddof=1), skew, kurtosis(fisher=False)
    assertThat(evidence.sharpe()).isCloseTo(0.3144360928665396, within(1e-12));
    assertThat(evidence.observations()).isEqualTo(6);
    assertThat(evidence.skewness()).isCloseTo(-0.14345028302454427, within(1e-12));
    assertThat(evidence.kurtosis()).isCloseTo(1.8030533098042432, within(1e-12));
    assertThat(evidence.probabilityAbove(0)).isCloseTo(0.7521657524498472, within(1e-9));
  }

  @Test
  void spreadsTrialsByVarianceAndCorrelation() {
    // sharpes 0.5, -0.5 and 0: means 1, -1, 0 and deviations 2 with n - 1 = 2 each
    TrialSpread spread =
        TrialSpread.of(
            List.of(new double[] {3, -1, 1}, new double[] {-3, 1, -1}, new double[] {0, 2, -2}));

    assertThat(spread.sharpeVariance()).isCloseTo(0.25, within(1e-12));
    // of (2, -2, 0), (-2, 2, 0), (0, 2, -2): -1, -1/2, 1/2
    assertThat(spread.meanCorrelation()).isCloseTo(-1.0 / 3, within(1e-12));
    assertThat(spread.independentTrials()).isEqualTo(3);
    assertThat(new TrialSpread(100, 0.1, 0.25).independentTrials()).isCloseTo(75.25, within(1e-9));
    assertThat(new TrialSpread(100, 0.1, 1).independentTrials()).isEqualTo(1);
  }

  @Test
  void takesATrialWithoutTradesForOneThatCorrelatesWithNothing() {
    double[] returns = {0.1, -0.2, 0.3, 0.1};
    TrialSpread spread = TrialSpread.of(List.of(returns, returns, new double[4]));

    assertThat(spread.meanCorrelation()).isCloseTo(1.0 / 3, within(1e-12));
    assertThat(TrialSpread.of(List.of(returns))).isEqualTo(new TrialSpread(1, 0, 1));
  }

  @Test
  void refusesWhatSaysNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharpeEvidence.of(new double[] {0.1, 0.1, 0.1}))
        .withMessageContaining("2 or more that differ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharpeEvidence.of(new double[] {0.1, Double.NaN}))
        .withMessageContaining("2 or more that differ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SharpeEvidence(0.1, 20, -3, 9))
        .withMessageContaining("kurtosis must be at least skewness squared and 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SharpeEvidence.expectedBest(0, 1))
        .withMessageContaining("trials must be 1 or more");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TrialSpread.of(List.of(new double[3], new double[4])))
        .withMessage("all trials must have 3 returns, trial 1 has 4");
  }
}
