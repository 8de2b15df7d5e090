package io.tidemark.core.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How good class probabilities were on rows whose labels are known.
 *
 * @param count how many rows, 1 or above
 * @param accuracy share of the rows whose most probable class came true, 0 to 1
 * @param logLoss mean of minus the logarithm of the probability given to what came true, 0 or
 *     above; a probability below 1e-15 counts as that
 * @param brier mean of the squared differences between the probabilities and what came true, summed
 *     over the classes (G. W. Brier, 1950), 0 to 2
 * @param auc mean of the areas under the curve of each class against the others, over the classes
 *     that occur and are not all that occurs, 0 to 1; NaN if only one class occurs
 * @param calibration bins of the most probable class's probability, the lowest first; empty bins
 *     are left out
 * @param expectedCalibrationError mean difference, weighed by count, between the probability and
 *     the share that came true of the bins (Naeini, Cooper and Hauskrecht, 2015), 0 to 1
 * @param confusion how often each label, by ordinal, was foretold as each
 */
public record Evaluation(
    int count,
    double accuracy,
    double logLoss,
    double brier,
    double auc,
    List<CalibrationBin> calibration,
    double expectedCalibrationError,
    List<List<Integer>> confusion) {

  private static final int BINS = 10;
  private static final double LEAST_PROBABILITY = 1e-15;
  private static final double TOLERANCE = 1e-3;
  private static final int CLASSES = Label.values().length;

  /**
   * Forecasts that were about as sure as each other.
   *
   * @param count how many, 1 or above
   * @param probability mean of the probabilities given
   * @param frequency share that came true
   */
  public record CalibrationBin(int count, double probability, double frequency) {}

  public Evaluation {
    calibration = List.copyOf(calibration);
    confusion = confusion.stream().map(List::copyOf).toList();
  }

  /**
   * Compares.
   *
   * @param labels what came true, by ordinal of {@link Label}
   * @param probabilities for each of them one a class, in order of the ordinals
   * @throws IllegalArgumentException if there are none, they differ in number, or probabilities do
   *     not sum up to 1
   */
  public static Evaluation of(int[] labels, double[][] probabilities) {
    requireFitting(labels, probabilities);
    int[][] confusion = new int[CLASSES][CLASSES];
    double logLoss = 0;
    double brier = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] given = probabilities[i];
      confusion[labels[i]][mostProbable(given)]++;
      logLoss -= StrictMath.log(Math.max(given[labels[i]], LEAST_PROBABILITY));
      for (int of = 0; of < CLASSES; of++) {
        double difference = given[of] - (of == labels[i] ? 1 : 0);
        brier += difference * difference;
      }
    }
    int right = 0;
    List<List<Integer>> counts = new ArrayList<>();
    for (int of = 0; of < CLASSES; of++) {
      right += confusion[of][of];
      List<Integer> row = new ArrayList<>();
      for (int as : confusion[of]) {
        row.add(as);
      }
      counts.add(row);
    }
    int count = labels.length;
    List<CalibrationBin> bins = calibration(labels, probabilities);
    double error = 0;
    for (CalibrationBin bin : bins) {
      error += Math.abs(bin.probability() - bin.frequency()) * bin.count() / count;
    }
    return new Evaluation(
        count,
        (double) right / count,
        logLoss / count,
        brier / count,
        meanAuc(labels, probabilities),
        bins,
        error,
        counts);
  }

  private static void requireFitting(int[] labels, double[][] probabilities) {
    if (labels.length == 0 || labels.length != probabilities.length) {
      throw new IllegalArgumentException(
          "there must be as many labels as probabilities and at least one, were %d and %d"
              .formatted(labels.length, probabilities.length));
    }
    for (int i = 0; i < labels.length; i++) {
      double sum = 0;
      boolean fit = probabilities[i].length == CLASSES && labels[i] >= 0 && labels[i] < CLASSES;
      for (double probability : probabilities[i]) {
        fit &= probability >= 0;
        sum += probability;
      }
      if (!fit || Math.abs(sum - 1) > TOLERANCE) {
        throw new IllegalArgumentException(
            "probabilities must be one a class, 0 or above and 1 together, and labels 0 to 2; row %d"
                    .formatted(i)
                + " was %s with label %d".formatted(Arrays.toString(probabilities[i]), labels[i]));
      }
    }
  }

  private static int mostProbable(double[] probabilities) {
    int best = 0;
    for (int of = 1; of < probabilities.length; of++) {
      best = probabilities[of] > probabilities[best] ? of : best;
    }
    return best;
  }

  private static double meanAuc(int[] labels, double[][] probabilities) {
    double sum = 0;
    int classes = 0;
    for (int of = 0; of < CLASSES; of++) {
      boolean[] positive = new boolean[labels.length];
      double[] scores = new double[labels.length];
      for (int i = 0; i < labels.length; i++) {
        positive[i] = labels[i] == of;
        scores[i] = probabilities[i][of];
      }
      double auc = RankCurve.areaUnder(positive, scores);
      if (!Double.isNaN(auc)) {
        sum += auc;
        classes++;
      }
    }
    return classes == 0 ? Double.NaN : sum / classes;
  }

  private static List<CalibrationBin> calibration(int[] labels, double[][] probabilities) {
    int[] counts = new int[BINS];
    int[] right = new int[BINS];
    double[] sums = new double[BINS];
    for (int i = 0; i < labels.length; i++) {
      int best = mostProbable(probabilities[i]);
      double sure = probabilities[i][best];
      int bin = Math.min((int) (sure * BINS), BINS - 1);
      counts[bin]++;
      sums[bin] += sure;
      right[bin] += best == labels[i] ? 1 : 0;
    }
    List<CalibrationBin> bins = new ArrayList<>();
    for (int bin = 0; bin < BINS; bin++) {
      if (counts[bin] > 0) {
        bins.add(
            new CalibrationBin(
                counts[bin], sums[bin] / counts[bin], (double) right[bin] / counts[bin]));
      }
    }
    return bins;
  }
}
