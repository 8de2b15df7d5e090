package io.tidemark.ml.reinforcement;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How an agent did on trades that it did not learn from, beside all of them at full size. Amounts
 * are net of fees, in the currency of the results.
 *
 * @param trades how many, 1 or above
 * @param skipped of them
 * @param halved of them
 * @param without what all of them came to at full size
 * @param with what they came to at the shares that the agent chose
 * @param depthWithout how far that fell at most below the best before, 0 or above
 * @param depthWith likewise at the agent's shares
 * @param luck share of {@link #SHUFFLES} random orders in which the agent's shares would have come
 *     to as much or more, 0 to 1; 1 if it gave every trade the same share
 */
public record SizingScore(
    int trades,
    int skipped,
    int halved,
    BigDecimal without,
    BigDecimal with,
    BigDecimal depthWithout,
    BigDecimal depthWith,
    double luck) {

  /** How often the shares are dealt anew. */
  static final int SHUFFLES = 2_000;

  /** At more of it than this, what the agent did may as well be luck. */
  static final double MOST_LUCK = 0.05;

  /**
   * Judges.
   *
   * @param choices of an agent, one a trade, in the order in which they ended
   * @param results of the trades at full size
   * @param seed of the shuffling
   * @throws IllegalArgumentException if there is none, or their numbers differ
   */
  public static SizingScore of(List<SizeChoice> choices, List<BigDecimal> results, long seed) {
    if (choices.isEmpty() || choices.size() != results.size()) {
      throw new IllegalArgumentException(
          "choices must be as many as the results and at least one, were %d of %d"
              .formatted(choices.size(), results.size()));
    }
    Fall all = new Fall();
    Fall chosen = new Fall();
    for (int i = 0; i < choices.size(); i++) {
      all.take(results.get(i));
      chosen.take(results.get(i).multiply(BigDecimal.valueOf(choices.get(i).share())));
    }
    return new SizingScore(
        choices.size(),
        count(choices, SizeChoice.SKIP),
        count(choices, SizeChoice.HALF),
        all.profit,
        chosen.profit,
        all.depth,
        chosen.depth,
        luck(choices, results, new Random(seed)));
  }

  private static int count(List<SizeChoice> choices, SizeChoice one) {
    return (int) choices.stream().filter(each -> each == one).count();
  }

  private static double luck(List<SizeChoice> choices, List<BigDecimal> results, Random random) {
    double[] shares = choices.stream().mapToDouble(SizeChoice::share).toArray();
    double[] values = results.stream().mapToDouble(BigDecimal::doubleValue).toArray();
    double reached = sum(shares, values);
    int asGood = 0;
    for (int i = 0; i < SHUFFLES; i++) {
      shuffle(shares, random);
      asGood += sum(shares, values) >= reached ? 1 : 0;
    }
    return asGood / (double) SHUFFLES;
  }

  /** As R. A. Fisher and F. Yates did, 1938. */
  private static void shuffle(double[] values, Random random) {
    for (int last = values.length - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      double kept = values[last];
      values[last] = values[other];
      values[other] = kept;
    }
  }

  private static double sum(double[] shares, double[] values) {
    double sum = 0;
    for (int i = 0; i < shares.length; i++) {
      sum += shares[i] * values[i];
    }
    return sum;
  }

  /** Whether more is earned with it, and its choices tell winners from losers. */
  public boolean isBetter() {
    return with.compareTo(without) > 0 && luck <= MOST_LUCK;
  }

  /** Whether it is kept, and why, in words. */
  public String words(String currency) {
    String both =
        "%s %s with it, %s without, net of fees, in %d trades of the hold-out"
            .formatted(rounded(with), currency, rounded(without), trades);
    if (isBetter()) {
      return "the agent is kept: %s, of which it skipped %d and halved %d"
          .formatted(both, skipped, halved);
    }
    if (skipped == trades || halved == trades || skipped + halved == 0) {
      return "the agent is not kept: it gives every trade the same share; " + both;
    }
    return with.compareTo(without) <= 0
        ? "the agent is not kept: " + both
        : String.format(
            Locale.ROOT,
            "the agent is not kept: %s, but %.0f %% of its choices dealt at random come to as much",
            both,
            100 * luck);
  }

  private static String rounded(BigDecimal amount) {
    return amount.setScale(2, RoundingMode.HALF_EVEN).toPlainString();
  }

  /** What results came to, and how far they fell. */
  private static final class Fall {

    private BigDecimal profit = BigDecimal.ZERO;
    private BigDecimal best = BigDecimal.ZERO;
    private BigDecimal depth = BigDecimal.ZERO;

    void take(BigDecimal result) {
      profit = profit.add(result);
      best = best.max(profit);
      depth = depth.max(best.subtract(profit));
    }
  }
}
