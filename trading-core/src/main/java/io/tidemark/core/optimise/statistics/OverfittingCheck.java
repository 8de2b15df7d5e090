package io.tidemark.core.optimise.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.apache.commons.math3.util.Combinations;

/**
 * Probability of backtest overfitting by combinatorially symmetric cross-validation (D. H. Bailey,
 * J. Borwein, M. Lopez de Prado and Q. J. Zhu, The Probability of Backtest Overfitting, 2015). The
 * returns of all trials are cut into blocks of time. Of every division of the blocks into halves,
 * the trial with the best Sharpe ratio in one half is ranked among all trials in the other.
 *
 * @param blocks an even number, from 2 to {@link #MOST_BLOCKS}; 16 give 12,870 divisions
 */
public record OverfittingCheck(int blocks) {

  /** The most blocks; 20 give 184,756 divisions. */
  public static final int MOST_BLOCKS = 20;

  /**
   * @throws IllegalArgumentException if the number is odd or outside of its range
   */
  public OverfittingCheck {
    if (blocks < 2 || blocks > MOST_BLOCKS || blocks % 2 != 0) {
      throw new IllegalArgumentException(
          "blocks must be even and from 2 to %d, was %d".formatted(MOST_BLOCKS, blocks));
    }
  }

  /**
   * Judges a search.
   *
   * @param returns of each trial, all over the same times and of the same length, at least two a
   *     block; blocks differ by at most one return. A half in which a trial's returns do not differ
   *     counts as a Sharpe ratio of 0
   * @throws IllegalArgumentException if there are fewer than two trials, too few returns, lengths
   *     that differ, or a return that is not finite
   */
  public OverfittingEvidence judge(List<double[]> returns) {
    BlockSums sums = new BlockSums(returns, blocks);
    List<int[]> halves = new ArrayList<>();
    new Combinations(blocks, blocks / 2).forEach(halves::add);
    double[] logits = new double[halves.size()];
    SimpleRegression line = new SimpleRegression();
    int overfit = 0;
    int losses = 0;
    for (int i = 0; i < logits.length; i++) {
      double[] inside = sums.sharpes(halves.get(i));
      double[] outside = sums.sharpes(others(halves.get(i)));
      int best = best(inside);
      double place = rank(outside, best) / (outside.length + 1);
      logits[i] = StrictMath.log(place / (1 - place));
      overfit += logits[i] <= 0 ? 1 : 0;
      losses += outside[best] < 0 ? 1 : 0;
      line.addData(inside[best], outside[best]);
    }
    double slope = line.getSlope();
    return new OverfittingEvidence(
        overfit / (double) logits.length,
        logits.length,
        new Median().evaluate(logits),
        losses / (double) logits.length,
        Double.isNaN(slope) ? 0 : slope);
  }

  private int[] others(int[] chosen) {
    return IntStream.range(0, blocks)
        .filter(block -> Arrays.binarySearch(chosen, block) < 0)
        .toArray();
  }

  /** The first of the best. */
  private static int best(double[] sharpes) {
    int best = 0;
    for (int i = 1; i < sharpes.length; i++) {
      best = sharpes[i] > sharpes[best] ? i : best;
    }
    return best;
  }

  /** From 1 for the worst to their number for the best; equal ones share the middle of theirs. */
  private static double rank(double[] sharpes, int of) {
    int below = 0;
    int equal = 0;
    for (double sharpe : sharpes) {
      below += sharpe < sharpes[of] ? 1 : 0;
      equal += sharpe == sharpes[of] ? 1 : 0;
    }
    return below + (equal + 1) / 2.0;
  }
}
