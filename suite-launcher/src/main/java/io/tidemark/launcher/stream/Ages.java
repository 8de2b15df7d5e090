package io.tidemark.launcher.stream;

import java.time.Duration;
import java.util.Arrays;

/** How old messages were when they were seen: the last {@link #KEPT} of them. */
final class Ages {

  private static final int KEPT = 20_000;
  private static final double NANOS_A_SECOND = 1e9;

  private final long[] nanos = new long[KEPT];
  private long count;

  /** Negative where the venue's clock is ahead of ours. */
  void add(Duration age) {
    nanos[(int) (count++ % KEPT)] = age.toNanos();
  }

  long count() {
    return count;
  }

  /**
   * The age that a part of the messages does not exceed, in seconds; 0 of none.
   *
   * @param part from 0 to 1
   */
  double quantileSeconds(double part) {
    int size = (int) Math.min(count, KEPT);
    if (size == 0) {
      return 0;
    }
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    int index = (int) Math.ceil(part * size) - 1;
    return sorted[Math.clamp(index, 0, size - 1)] / NANOS_A_SECOND;
  }
}
