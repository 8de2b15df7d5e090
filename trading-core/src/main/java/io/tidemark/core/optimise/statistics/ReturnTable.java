package io.tidemark.core.optimise.statistics;

import java.util.List;

/** What must hold of the returns of trials that are compared. */
final class ReturnTable {

  private ReturnTable() {}

  static void require(List<double[]> returns, int leastTrials, int leastReturns) {
    if (returns.size() < leastTrials) {
      throw new IllegalArgumentException(
          "there must be at least %d trials, there are %d".formatted(leastTrials, returns.size()));
    }
    int length = returns.getFirst().length;
    if (length < leastReturns) {
      throw new IllegalArgumentException(
          "a trial must have at least %d returns, has %d".formatted(leastReturns, length));
    }
    for (int i = 0; i < returns.size(); i++) {
      if (returns.get(i).length != length) {
        throw new IllegalArgumentException(
            "all trials must have %d returns, trial %d has %d"
                .formatted(length, i, returns.get(i).length));
      }
      for (double each : returns.get(i)) {
        if (!Double.isFinite(each)) {
          throw new IllegalArgumentException(
              "returns must be finite, one of trial %d is %s".formatted(i, each));
        }
      }
    }
  }
}
