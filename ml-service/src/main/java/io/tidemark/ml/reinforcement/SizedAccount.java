package io.tidemark.ml.reinforcement;

/**
 * What the trades so far came to, in the unit of their results.
 *
 * @param profit sum of the results, each by its share
 * @param best the most that the profit ever was, 0 or above
 */
record SizedAccount(double profit, double best) {

  /** Before the first trade. */
  static final SizedAccount START = new SizedAccount(0, 0);

  /** How far it is below its best, 0 or above. */
  double drawdown() {
    return best - profit;
  }

  /** After another trade. */
  SizedAccount after(SizeChoice choice, double result) {
    double next = profit + choice.share() * result;
    return new SizedAccount(next, Math.max(best, next));
  }
}
