package io.tidemark.ingestor.feed;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.core.bar.BarBuilder;
import io.tidemark.exchange.InvalidData;
import io.tidemark.ingestor.IngestorProperties;
import io.tidemark.ingestor.store.BarPosition;
import io.tidemark.ingestor.store.FeedCheckpoint;
import io.tidemark.ingestor.store.FeedHistory;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.ingestor.store.StoredTrade;
import io.tidemark.kit.configuration.SuiteConfiguration.MarketData;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens an instrument's feed: where the last run ended, or cold.
 *
 * <p>A feed goes on from its checkpoint (the bar builder's state after a trade), the trades stored
 * since and, once the stream is live, the trades that REST tells since the last stored one; so the
 * forming bars of all timeframes go on as if nothing had happened. Without a checkpoint, or if the
 * timeframes or the grace were changed, it begins cold: REST is read from {@code cold-lookback} on,
 * and bars that opened before are PARTIAL.
 */
final class FeedOpener {

  private static final Logger LOG = LoggerFactory.getLogger(FeedOpener.class);

  /** Trades that all feeds together know again, 8 bytes each. */
  private static final int REMEMBERED_TRADES = 3_000_000;

  private static final int LEAST_REMEMBERED = 5_000;
  private static final int MOST_REMEMBERED = 500_000;

  private final MarketData marketData;
  private final IngestorProperties properties;
  private final FeedHistory history;
  private final MarketProducer publisher;
  private final StoreWriter store;
  private final Consumer<InvalidData> quarantine;
  private final MeterRegistry metrics;
  private final HeldEvents.Room room;
  private final int rememberedTrades;

  /**
   * @param instruments how many feeds share the memory, above 0
   */
  FeedOpener(
      MarketData marketData,
      IngestorProperties properties,
      FeedHistory history,
      MarketProducer publisher,
      StoreWriter store,
      Consumer<InvalidData> quarantine,
      MeterRegistry metrics,
      int instruments) {
    this.marketData = marketData;
    this.properties = properties;
    this.history = history;
    this.publisher = publisher;
    this.store = store;
    this.quarantine = quarantine;
    this.metrics = metrics;
    this.room = new HeldEvents.Room(properties.heldEvents());
    this.rememberedTrades =
        Math.clamp(REMEMBERED_TRADES / instruments, LEAST_REMEMBERED, MOST_REMEMBERED);
  }

  LiveFeed open(InstrumentId instrument, PublishedBars published, Instant coldStart) {
    Optional<FeedCheckpoint> checkpoint = history.checkpoint(instrument);
    Optional<BarBuilder> restored = checkpoint.flatMap(this::restore);
    List<StoredTrade> before = new ArrayList<>();
    List<StoredTrade> after = new ArrayList<>();
    checkpoint.ifPresent(
        last -> {
          before.addAll(history.lastTrades(instrument, last.arrival(), RecentIds.REMEMBERED));
          after.addAll(history.tradesAfter(instrument, last.arrival()));
        });
    boolean goesOn = restored.isPresent() && !(before.isEmpty() && after.isEmpty());
    BarPosition end = published.end(instrument);
    BarPosition position = goesOn ? checkpoint.orElseThrow().published() : end;
    BarBuilder builder = goesOn ? restored.orElseThrow() : newBuilder(instrument);
    InstrumentFeed feed = feed(instrument, builder, position);
    if (goesOn) {
      feed.resume(
          checkpoint.orElseThrow().arrival(), before, after, published.since(instrument, position));
    } else {
      long arrival = history.lastArrival(instrument);
      feed.begin(coldStart, arrival);
      history.store(new FeedCheckpoint(instrument, feed.snapshot(), arrival, end));
    }
    LOG.info(
        "event=feed_opened instrument={} start={} from={} trades_replayed={}",
        instrument,
        goesOn ? "warm" : "cold",
        feed.lastTrade().orElse(coldStart),
        after.size());
    return new LiveFeed(feed, room, marketData.barGrace());
  }

  private Optional<BarBuilder> restore(FeedCheckpoint checkpoint) {
    BarBuilder builder = newBuilder(checkpoint.instrument());
    try {
      builder.restore(checkpoint.bars());
      return Optional.of(builder);
    } catch (IllegalArgumentException e) {
      LOG.warn(
          "event=checkpoint_refused instrument={} cause=\"{}\"",
          checkpoint.instrument(),
          e.getMessage());
      return Optional.empty();
    }
  }

  private BarBuilder newBuilder(InstrumentId instrument) {
    return new BarBuilder(
        instrument,
        marketData.timeframes(),
        marketData.barGrace(),
        BarBuilder.DEFAULT_RETENTION,
        rememberedTrades);
  }

  private InstrumentFeed feed(InstrumentId instrument, BarBuilder builder, BarPosition position) {
    FeedMetrics counters = new FeedMetrics(metrics, instrument);
    KafkaOutput output =
        new KafkaOutput(
            instrument,
            publisher,
            store,
            new KafkaOutput.Thinning(
                properties.storedTickerInterval(), properties.storedBookInterval()),
            position,
            quarantine,
            counters);
    return new InstrumentFeed(instrument, builder, properties.bookInterval(), output, counters);
  }
}
