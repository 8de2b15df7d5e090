package io.tidemark.core.learn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How much worse a model does when one column is shuffled among the rows, so that it tells nothing
 * any more (L. Breiman, Random Forests, 2001, section 10). Columns that tell the same share their
 * importance, or hide each other's.
 *
 * @param column its name
 * @param logLossIncrease mean over the repetitions of how much the log loss rises; at or below 0
 *     for a column that does not help
 */
public record PermutationImportance(String column, double logLossIncrease) {

  /**
   * The importance of each column, the greatest first; of equal ones the first by place.
   *
   * @param columns names, as many as a row has values
   * @param rows standardised features, which are not changed; at least one
   * @param labels what came true, by ordinal of {@link Label}
   * @param predict class probabilities of rows; the rows it is given are reused
   * @param repetitions how often each column is shuffled, 1 or above
   * @param seed of the shuffling; the same gives the same
   */
  public static List<PermutationImportance> of(
      List<String> columns,
      double[][] rows,
      int[] labels,
      Function<double[][], double[][]> predict,
      int repetitions,
      long seed) {
    if (repetitions < 1) {
      throw new IllegalArgumentException("repetitions must be 1 or above, was " + repetitions);
    }
    double[][] shuffled = new double[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      shuffled[i] = rows[i].clone();
    }
    double loss = Evaluation.of(labels, predict.apply(shuffled)).logLoss();
    SplittableRandom random = new SplittableRandom(seed);
    List<PermutationImportance> all = new ArrayList<>();
    for (int column = 0; column < columns.size(); column++) {
      double increase = 0;
      for (int i = 0; i < repetitions; i++) {
        shuffle(shuffled, column, random);
        increase += Evaluation.of(labels, predict.apply(shuffled)).logLoss() - loss;
      }
      for (int row = 0; row < rows.length; row++) {
        shuffled[row][column] = rows[row][column];
      }
      all.add(new PermutationImportance(columns.get(column), increase / repetitions));
    }
    all.sort(Comparator.comparingDouble(PermutationImportance::logLossIncrease).reversed());
    return List.copyOf(all);
  }

  private static void shuffle(double[][] rows, int column, SplittableRandom random) {
    for (int last = rows.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      double value = rows[last][column];
      rows[last][column] = rows[other][column];
      rows[other][column] = value;
    }
  }
}
