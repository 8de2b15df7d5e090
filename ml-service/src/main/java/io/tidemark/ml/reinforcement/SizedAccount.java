package io.tidemark.ml.reinforcement;

/**
 * What the trades so far came to, in units of what a trade is allowed to lose.
 *
 * @param profit sum of the results, each by its share
 * @param best the most that the profit ever was, 0 or above
 */
public record SizedAccount(double profit, double best) {

  /** Before the first trade. */
  public static final SizedAccount START = new SizedAccount(0, 0);

  /** How far it is below its best, 0 or above. */
  public double drawdown() {
    return best - profit;
  }

  /** After another trade. */
  public SizedAccount after(SizeChoice choice, double result) {
    double next = profit + choice.share() * result;
    return new SizedAccount(next, Math.max(best, next));
  }
}
