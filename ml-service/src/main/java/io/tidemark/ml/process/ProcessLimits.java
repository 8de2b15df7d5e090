package io.tidemark.ml.process;

import java.time.Duration;

/**
 * What a training may take.
 *
 * @param heapMegabytes of the Java heap, 64 or above; native libraries take theirs besides
 * @param threads for native libraries, 1 or above
 * @param grace how long it may take to end by itself when it is cancelled, above 0
 */
public record ProcessLimits(int heapMegabytes, int threads, Duration grace) {

  private static final int LEAST_HEAP = 64;

  /** 512 MB, one thread, eight seconds. */
  public static final ProcessLimits STANDARD = new ProcessLimits(512, 1, Duration.ofSeconds(8));

  /**
   * @throws IllegalArgumentException if one is out of its range
   */
  public ProcessLimits {
    if (heapMegabytes < LEAST_HEAP) {
      throw new IllegalArgumentException(
          "heapMegabytes must be %d or above, was %d".formatted(LEAST_HEAP, heapMegabytes));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be 1 or above, was " + threads);
    }
    if (!grace.isPositive()) {
      throw new IllegalArgumentException("grace must be above 0, was " + grace);
    }
  }
}
