package io.tidemark.ingestor.feed;

import io.tidemark.exchange.MarketSubscription;
import io.tidemark.exchange.StreamState;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is done for the feeds ten times a second beside the stream: time passes while it is quiet,
 * those kept waiting for their trades go on, checkpoints are made. For one thread.
 */
final class Upkeep {

  /** Between two calls of {@link #tick}. */
  static final Duration TICK = Duration.ofMillis(100);

  private static final Logger LOG = LoggerFactory.getLogger(Upkeep.class);
  private static final int TICKS_A_REFRESH = 10;
  private static final Duration CLOCK_CHECK = Duration.ofMinutes(5);

  private final VenueTime venueTime;
  private final SuiteClock clock;
  private final MarketStream.Patience patience;
  private final QuietTime quietTime;
  private final ChannelMonitor channels;
  private final RecoveryQueue recoveries;
  private final CheckpointRound checkpoints;
  private int ticks;
  private long clockCheckedNanos = System.nanoTime();

  Upkeep(
      VenueTime venueTime,
      SuiteClock clock,
      MarketStream.Patience patience,
      ChannelMonitor channels,
      RecoveryQueue recoveries) {
    this.venueTime = venueTime;
    this.clock = clock;
    this.patience = patience;
    this.quietTime = new QuietTime(patience.quietMargin());
    this.channels = channels;
    this.recoveries = recoveries;
    this.checkpoints = new CheckpointRound(patience.checkpointInterval(), TICK);
  }

  /**
   * One look at everything.
   *
   * @param heardNanos when data last came, by the machine's clock
   */
  void tick(
      long nanos,
      long heardNanos,
      StreamState state,
      @Nullable MarketSubscription subscription,
      Map<InstrumentId, LiveFeed> feeds,
      FeedStates states) {
    Optional<Instant> heardAt =
        Optional.ofNullable(subscription).flatMap(MarketSubscription::heardAt);
    Optional<Instant> settled = quietTime.look(nanos, clock.instant(), clock.reached(), heardAt);
    if (venueTime.isSuites()
        && state == StreamState.LIVE
        && nanos - heardNanos >= patience.quietMargin().toNanos()) {
      settled.ifPresent(time -> passQuietTime(time.plus(venueTime.offset()), feeds));
    }
    joinThoseKeptWaiting(nanos, feeds);
    checkpoints.step(feeds.values());
    if (ticks++ % TICKS_A_REFRESH == 0) {
      channels.refresh().forEach(states::interrupted);
      feeds.values().forEach(feed -> feed.noteForming(0));
    }
    if (nanos - clockCheckedNanos >= CLOCK_CHECK.toNanos()) {
      clockCheckedNanos = nanos;
      recoveries.beside(venueTime::refresh);
    }
  }

  private void passQuietTime(Instant time, Map<InstrumentId, LiveFeed> feeds) {
    Instant now = clock.instant();
    feeds.values().forEach(feed -> feed.onQuietTime(time, now));
  }

  private void joinThoseKeptWaiting(long nanos, Map<InstrumentId, LiveFeed> feeds) {
    Instant now = clock.instant();
    feeds.forEach(
        (instrument, feed) -> {
          if (feed.joinIfKeptWaiting(nanos, patience.recoveryWait(), now)) {
            LOG.warn(
                "event=joined_with_hole instrument={} waiting={} action=\"its trades are fetched when its turn comes\"",
                instrument,
                recoveries.pending());
          }
        });
  }
}
