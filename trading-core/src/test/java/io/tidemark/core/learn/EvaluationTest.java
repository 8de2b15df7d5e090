package io.tidemark.core.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.core.learn.Evaluation.CalibrationBin;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluationTest {

  @Test
  void measuresForecastsByHand() {
    int[] labels = {0, 2, 1, 2};
    double[][] given = {{0.7, 0.2, 0.1}, {0.1, 0.3, 0.6}, {0.5, 0.3, 0.2}, {0.2, 0.2, 0.6}};

    Evaluation evaluation = Evaluation.of(labels, given);

    assertThat(evaluation.count()).isEqualTo(4);
    assertThat(evaluation.accuracy()).isEqualTo(0.75);
    assertThat(evaluation.logLoss())
        .isCloseTo(
            -(Math.log(0.7) + Math.log(0.6) + Math.log(0.3) + Math.log(0.6)) / 4, within(1e-12));
    // (0.09+0.04+0.01) + (0.01+0.09+0.16) + (0.25+0.49+0.04) + (0.04+0.04+0.16)
    assertThat(evaluation.brier()).isCloseTo((0.14 + 0.26 + 0.78 + 0.24) / 4, within(1e-12));
    // DOWN: 0.7 above all others, 1. NEUTRAL: 0.3 above two of three, a tie with one, 2.5 / 3.
    // UP: both 0.6 above all others, 1.
    assertThat(evaluation.auc()).isCloseTo((1 + 2.5 / 3 + 1) / 3, within(1e-12));
    assertThat(evaluation.confusion())
        .containsExactly(List.of(1, 0, 0), List.of(1, 0, 0), List.of(0, 0, 2));
    assertThat(evaluation.calibration())
        .containsExactly(
            new CalibrationBin(1, 0.5, 0),
            new CalibrationBin(2, 0.6, 1),
            new CalibrationBin(1, 0.7, 1));
    assertThat(evaluation.expectedCalibrationError())
        .isCloseTo((0.5 + 2 * 0.4 + 0.3) / 4, within(1e-12));
  }

  @Test
  void countsTiesHalf() {
    assertThat(RankCurve.areaUnder(new boolean[] {true, false}, new double[] {1, 1}))
        .isEqualTo(0.5);
    // Positives 3 and 2, negatives 2 and 1: three pairs won, one tied.
    assertThat(
            RankCurve.areaUnder(
                new boolean[] {true, true, false, false}, new double[] {3, 2, 2, 1}))
        .isEqualTo(3.5 / 4);
    assertThat(RankCurve.areaUnder(new boolean[] {true, true}, new double[] {1, 2})).isNaN();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> RankCurve.areaUnder(new boolean[] {true, false}, new double[] {Double.NaN, 1}))
        .withMessage("a score must be a number, was NaN");
  }

  @Test
  void drawsTheCurveOneStepAScore() {
    // From the highest: a positive; a positive and a negative that tie; a negative.
    assertThat(
            RankCurve.points(
                new boolean[] {true, true, false, false}, new double[] {3, 2, 2, 1}, 10))
        .containsExactly(
            new RankCurve.Point(0, 0),
            new RankCurve.Point(0, 0.5),
            new RankCurve.Point(0.5, 1),
            new RankCurve.Point(1, 1));
    assertThat(RankCurve.points(new boolean[] {true}, new double[] {1}, 10)).isEmpty();
  }

  @Test
  void thinsTheCurveAndKeepsItsEnds() {
    boolean[] positive = new boolean[1_000];
    double[] scores = IntStream.range(0, 1_000).mapToDouble(i -> i).toArray();
    positive[999] = true;

    List<RankCurve.Point> points = RankCurve.points(positive, scores, 5);

    assertThat(points).hasSize(5);
    assertThat(points.getFirst()).isEqualTo(new RankCurve.Point(0, 0));
    // Of 1,001 points every 250th: the one positive is the highest, so 249 negatives are called.
    assertThat(points.get(1)).isEqualTo(new RankCurve.Point(249 / 999.0, 1));
    assertThat(points.getLast()).isEqualTo(new RankCurve.Point(1, 1));
  }

  @Test
  void agreesWithCountingAllPairs() {
    Random random = new Random(5);
    int count = 300;
    boolean[] positive = new boolean[count];
    double[] scores = new double[count];
    for (int i = 0; i < count; i++) {
      positive[i] = random.nextInt(3) == 0;
      scores[i] = random.nextInt(20) + (positive[i] ? 3 : 0);
    }
    double won = 0;
    int pairs = 0;
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        if (positive[i] && !positive[j]) {
          pairs++;
          won += scores[i] > scores[j] ? 1 : scores[i] == scores[j] ? 0.5 : 0;
        }
      }
    }

    assertThat(RankCurve.areaUnder(positive, scores)).isCloseTo(won / pairs, within(1e-12));
  }

  @Test
  void findsTheColumnThatTells() {
    Random random = new Random(11);
    double[][] rows =
        IntStream.range(0, 400)
            .mapToObj(_ -> new double[] {random.nextGaussian(), random.nextGaussian()})
            .toArray(double[][]::new);
    int[] labels = IntStream.range(0, 400).map(i -> rows[i][1] > 0 ? 2 : 0).toArray();
    double[] before = rows[7].clone();

    List<PermutationImportance> found = importance(rows, labels, 3);

    assertThat(found).extracting(PermutationImportance::column).containsExactly("signal", "noise");
    // Shuffled, half of the rows get 0.1 in place of 0.9: ln(9) / 2 more.
    assertThat(found.getFirst().logLossIncrease()).isCloseTo(Math.log(9) / 2, within(0.15));
    assertThat(found.getLast().logLossIncrease()).isZero();
    assertThat(importance(rows, labels, 3)).isEqualTo(found);
    assertThat(importance(rows, labels, 4)).isNotEqualTo(found);
    assertThat(rows[7]).isEqualTo(before);
  }

  private static List<PermutationImportance> importance(double[][] rows, int[] labels, long seed) {
    return PermutationImportance.of(
        List.of("noise", "signal"),
        rows,
        labels,
        some -> {
          double[][] given = new double[some.length][];
          for (int i = 0; i < some.length; i++) {
            given[i] = some[i][1] > 0 ? new double[] {0.1, 0, 0.9} : new double[] {0.9, 0, 0.1};
          }
          return given;
        },
        2,
        seed);
  }

  @Test
  void seesNoDriftInTheSameSample() {
    double[] values = normal(1, 2_000, 0);
    Drift drift = Drift.between(values, values);

    assertThat(drift.stabilityIndex()).isZero();
    assertThat(drift.distance()).isZero();
    assertThat(drift.probability()).isEqualTo(1);
  }

  @Test
  void seesAShift() {
    Drift none = Drift.between(normal(1, 2_000, 0), normal(2, 2_000, 0));
    Drift shift = Drift.between(normal(1, 2_000, 0), normal(2, 2_000, 1));

    assertThat(none.stabilityIndex()).isLessThan(0.05);
    assertThat(none.probability()).isGreaterThan(0.01);
    assertThat(shift.stabilityIndex()).isGreaterThan(0.5);
    // Normal distributions one deviation apart: 2 * Phi(0.5) - 1.
    assertThat(shift.distance()).isCloseTo(0.3829, within(0.04));
    assertThat(shift.probability()).isLessThan(1e-12);
  }

  @Test
  void measuresDriftByHand() {
    double[] before = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    double[] now = {2, 2, 3, 4, 5, 6, 7, 8, 9, Double.NaN};

    Drift drift = Drift.between(before, now);

    // Bins of 0.1 each and none missing before. Now the first and last bin hold none, the second
    // 0.2, and 0.1 is missing; none counts as 0.0001.
    double lost = (0.0001 - 0.1) * Math.log(0.0001 / 0.1);
    double won = (0.2 - 0.1) * Math.log(2);
    assertThat(drift.stabilityIndex()).isCloseTo(3 * lost + won, within(1e-12));
    // At 9 all nine known values are reached, and nine of ten before.
    assertThat(drift.distance()).isCloseTo(0.1, within(1e-12));
    assertThat(drift.probability()).isCloseTo(1, within(1e-9));
  }

  @Test
  void knowsKolmogorovsTable() {
    // At 1.3581 the probability is 5%: 1.3581 / sqrt(100 * 100 / 200) = 0.19206.
    double[] before = IntStream.range(0, 100).asDoubleStream().toArray();
    double[] now = IntStream.range(0, 100).mapToDouble(i -> i + 19).toArray();

    Drift drift = Drift.between(before, now);

    assertThat(drift.distance()).isCloseTo(0.19, within(1e-12));
    assertThat(drift.probability()).isBetween(0.05, 0.06);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(new int[0], new double[0][]))
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Evaluation.of(new int[] {1}, new double[][] {{0.5, 0.5, 0.5}}))
        .withMessageContaining("row 0 was [0.5, 0.5, 0.5] with label 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Drift.between(new double[0], new double[1]))
        .withMessageContaining("had 0 and 1");
  }

  private static double[] normal(long seed, int count, double mean) {
    Random random = new Random(seed);
    return IntStream.range(0, count).mapToDouble(_ -> random.nextGaussian() + mean).toArray();
  }
}
