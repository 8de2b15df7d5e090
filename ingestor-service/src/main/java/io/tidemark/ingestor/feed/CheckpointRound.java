package io.tidemark.ingestor.feed;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Whose checkpoint is due: each feed has one an interval if anything happened to it, and they are
 * spread over the interval, so that they never come all at once. For one thread.
 */
final class CheckpointRound {

  private final double shareOfStep;
  private double due;
  private int next;

  /**
   * @param interval between two checkpoints of a feed; 0 for one at each step
   * @param step between two calls
   */
  CheckpointRound(Duration interval, Duration step) {
    this.shareOfStep =
        interval.isZero() ? 1 : Math.min(1, (double) step.toNanos() / interval.toNanos());
  }

  /** Makes those checkpoints that are due now. */
  void step(Collection<LiveFeed> all) {
    List<LiveFeed> feeds = List.copyOf(all);
    due += feeds.size() * shareOfStep;
    while (due >= 1 && !feeds.isEmpty()) {
      due--;
      next = next >= feeds.size() ? 0 : next;
      LiveFeed feed = feeds.get(next++);
      if (feed.feed().isChanged()) {
        feed.checkpoint();
      }
    }
  }
}
