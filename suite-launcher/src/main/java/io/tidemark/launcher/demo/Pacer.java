package io.tidemark.launcher.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the venue's clock while the suite lags, so that what the suite does depends on the data and
 * not on how fast this machine is. The venue may run ahead of the last moment of which every
 * message has been consumed by a fixed span of its own time.
 */
public final class Pacer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Pacer.class);
  private static final long PERIOD_MILLIS = 50;

  private final ReplayClock venue;
  private final ConsumerLag lag;
  private final Duration lead;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("demo-pacer").factory());

  private @Nullable Mark mark;

  /**
   * @param lead how far the venue may run ahead, in its own time
   */
  Pacer(ReplayClock venue, ConsumerLag lag, Duration lead) {
    this.venue = venue;
    this.lag = lag;
    this.lead = lead;
    venue.limit(venue.now().plus(lead));
    timer.scheduleWithFixedDelay(this::pace, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Stops pacing; the venue's limit stays where it is. */
  @Override
  public void close() {
    timer.shutdown();
    try {
      timer.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void pace() {
    try {
      Mark current = mark;
      if (current == null) {
        Instant now = venue.now();
        current = new Mark(now, lag.ends());
        mark = current;
      }
      if (lag.behind(current.ends) == 0) {
        venue.limit(current.venueTime.plus(lead));
        mark = null;
      }
    } catch (IllegalStateException e) {
      LOG.warn("event=pacer_blind cause=\"{}\"", e.getMessage());
    }
  }

  private record Mark(Instant venueTime, Map<TopicPartition, Long> ends) {}
}
