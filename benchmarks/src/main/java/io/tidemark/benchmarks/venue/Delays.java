package io.tidemark.benchmarks.venue;

import java.util.Arrays;

/** Counts of delays by the millisecond; one of a minute or more counts as a minute. */
public final class Delays {

  /** What a delay of a minute or more counts as. */
  public static final int LONGEST_MILLIS = 60_000;

  private final long[] counts = new long[LONGEST_MILLIS + 1];

  public void add(long millis) {
    counts[(int) Math.clamp(millis, 0, LONGEST_MILLIS)]++;
  }

  /**
   * The delay that this share did not exceed, in milliseconds.
   *
   * @param share above 0 to 1
   */
  public long millis(double share) {
    long wanted = (long) Math.ceil(share * Arrays.stream(counts).sum());
    long passed = 0;
    for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
      passed += counts[millis];
      if (passed >= wanted) {
        return millis;
      }
    }
    return LONGEST_MILLIS;
  }
}
