package io.tidemark.exchange.stream;

/**
 * The time a worker spends listening. It goes with the instants at which messages came in, not with
 * those at which they are worked on, and leaves out what a listener held the worker up for: then
 * nothing could be heard, and silence means nothing.
 */
final class ListeningTime {

  private final long longestStep;
  private long lastNanos;
  private long listened;

  /**
   * @param longestStep nanoseconds between two calls of {@link #advance}; what is beyond was no
   *     listening
   */
  ListeningTime(long startNanos, long longestStep) {
    lastNanos = startNanos;
    this.longestStep = longestStep;
  }

  /** Time went on to {@code nanos} of the machine's clock; earlier instants are left out. */
  void advance(long nanos) {
    long step = nanos - lastNanos;
    if (step > 0) {
      listened += Math.min(step, longestStep);
      lastNanos = nanos;
    }
  }

  long nanos() {
    return listened;
  }
}
