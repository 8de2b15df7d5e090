package io.tidemark.launcher.observe;

import java.time.Duration;

/** How long answers took, to the millisecond; none is waited for longer than ten seconds. */
final class Latencies {

  private static final int LONGEST_MILLIS = 10_000;

  private final long[] byMillis = new long[LONGEST_MILLIS + 1];
  private long count;

  void add(Duration took) {
    byMillis[Math.clamp(took.toMillis(), 0, LONGEST_MILLIS)]++;
    count++;
  }

  long count() {
    return count;
  }

  /**
   * What a part of the answers did not exceed, in milliseconds; 0 of none.
   *
   * @param part above 0, up to 1
   */
  int quantileMillis(double part) {
    long rank = (long) Math.ceil(part * count);
    long seen = 0;
    for (int millis = 0; millis <= LONGEST_MILLIS; millis++) {
      seen += byMillis[millis];
      if (seen >= rank && seen > 0) {
        return millis;
      }
    }
    return 0;
  }
}
