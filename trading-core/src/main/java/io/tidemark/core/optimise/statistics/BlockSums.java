package io.tidemark.core.optimise.statistics;

import java.util.List;

/** Sums over blocks of time, from which the Sharpe ratio over any of the blocks is had at once. */
final class BlockSums {

  /** Below this share of the mean square, a variance is what rounding left of none. */
  private static final double ROUNDING = 1e-12;

  private final int[] counts;
  private final double[][] sums;
  private final double[][] squares;

  BlockSums(List<double[]> returns, int blocks) {
    ReturnTable.require(returns, 2, 2 * blocks);
    int length = returns.getFirst().length;
    counts = new int[blocks];
    sums = new double[returns.size()][blocks];
    squares = new double[returns.size()][blocks];
    for (int block = 0; block < blocks; block++) {
      int from = (int) ((long) length * block / blocks);
      int to = (int) ((long) length * (block + 1) / blocks);
      counts[block] = to - from;
      for (int trial = 0; trial < sums.length; trial++) {
        for (int i = from; i < to; i++) {
          double value = returns.get(trial)[i];
          sums[trial][block] += value;
          squares[trial][block] += value * value;
        }
      }
    }
  }

  /** Of each trial over these blocks; 0 where its returns do not differ. */
  double[] sharpes(int[] blocks) {
    double[] sharpes = new double[sums.length];
    for (int trial = 0; trial < sharpes.length; trial++) {
      int count = 0;
      double sum = 0;
      double square = 0;
      for (int block : blocks) {
        count += counts[block];
        sum += sums[trial][block];
        square += squares[trial][block];
      }
      double mean = sum / count;
      double variance = (square - sum * mean) / (count - 1);
      boolean differs = variance > ROUNDING * square / count;
      sharpes[trial] = differs ? mean / Math.sqrt(variance) : 0;
    }
    return sharpes;
  }
}
