package io.tidemark.ingestor.feed;

import io.tidemark.exchange.MarketChannel;
import io.tidemark.exchange.StreamChange;
import io.tidemark.exchange.StreamState;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the stream's states mean for the feeds: they follow the connection and their own trades. A
 * ticker or a book that stalls or is refused says nothing of the trades beside it. Safe for use by
 * several threads.
 */
final class FeedStates {

  private static final Logger LOG = LoggerFactory.getLogger(FeedStates.class);

  private final RecoveryQueue recoveries;
  private final Set<InstrumentId> withoutTrades = ConcurrentHashMap.newKeySet();
  private volatile Map<InstrumentId, LiveFeed> feeds = Map.of();
  private volatile Instant coldStart = Instant.EPOCH;

  FeedStates(RecoveryQueue recoveries) {
    this.recoveries = recoveries;
  }

  /**
   * Begins with these feeds.
   *
   * @param from where those without a past begin
   */
  void begin(Map<InstrumentId, LiveFeed> opened, Instant from) {
    coldStart = from;
    feeds = opened;
  }

  /** The whole connection took a state. */
  void take(StreamState state) {
    switch (state) {
      case LIVE ->
          feeds.forEach(
              (instrument, feed) -> {
                if (!withoutTrades.contains(instrument)) {
                  recover(feed);
                }
              });
      case CONNECTING, DISCONNECTED, CLOSED -> {
        withoutTrades.clear();
        feeds.values().forEach(LiveFeed::streamLost);
      }
      case BOOK_RESYNC, IDLE, STALLED, REFUSED -> {
        // A feed that is live goes on, one that waits goes on waiting; the health tells.
      }
    }
  }

  /** A channel of an instrument took a state. */
  void take(StreamChange change, InstrumentId instrument) {
    LiveFeed feed = feeds.get(instrument);
    if (feed != null && change.channel() == MarketChannel.TRADES) {
      takeTrades(change.state(), instrument, feed);
    }
  }

  /** What was missed while trades stalled is fetched once they are heard again. */
  private void takeTrades(StreamState state, InstrumentId instrument, LiveFeed feed) {
    switch (state) {
      case STALLED -> feed.streamLost();
      case REFUSED -> {
        withoutTrades.add(instrument);
        feed.streamLost();
      }
      case LIVE -> {
        withoutTrades.remove(instrument);
        recover(feed);
      }
      case CONNECTING, BOOK_RESYNC, IDLE, DISCONNECTED, CLOSED -> {
        // Nothing was missed, or the whole stream tells it.
      }
    }
  }

  private void recover(LiveFeed feed) {
    feed.streamLive(System.nanoTime())
        .ifPresent(connection -> recoveries.add(feed, connection, coldStart));
  }

  /** Trades of an instrument may have been missed though its stream goes on. */
  void interrupted(InstrumentId instrument) {
    LiveFeed feed = feeds.get(instrument);
    if (feed != null) {
      LOG.warn("event=trades_interrupted instrument={}", instrument);
      feed.tradesInterrupted(System.nanoTime())
          .ifPresent(connection -> recoveries.add(feed, connection, coldStart));
    }
  }
}
