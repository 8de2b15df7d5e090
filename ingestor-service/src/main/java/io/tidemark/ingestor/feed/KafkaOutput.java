package io.tidemark.ingestor.feed;

import io.tidemark.exchange.InvalidData;
import io.tidemark.ingestor.store.BarPosition;
import io.tidemark.ingestor.store.FeedCheckpoint;
import io.tidemark.ingestor.store.Storable;
import io.tidemark.ingestor.store.StoreWriter;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import io.tidemark.model.event.Ticker;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends one instrument's events to Kafka without waiting, and hands them to the store, which writes
 * each once it is acknowledged.
 */
final class KafkaOutput implements FeedOutput {

  /** Which events are stored beside the trades and bars, of which all are. */
  record Thinning(Duration tickerInterval, Duration bookInterval) {}

  private final InstrumentId instrument;
  private final MarketProducer publisher;
  private final StoreWriter store;
  private final Thinning thinning;
  private final Consumer<InvalidData> quarantine;
  private final FeedMetrics metrics;

  private volatile BarPosition published;
  private @Nullable Instant nextTicker;
  private @Nullable Instant nextBook;

  /**
   * @param published where bars are published from now on
   */
  KafkaOutput(
      InstrumentId instrument,
      MarketProducer publisher,
      StoreWriter store,
      Thinning thinning,
      BarPosition published,
      Consumer<InvalidData> quarantine,
      FeedMetrics metrics) {
    this.instrument = instrument;
    this.publisher = publisher;
    this.store = store;
    this.thinning = thinning;
    this.published = published;
    this.quarantine = quarantine;
    this.metrics = metrics;
  }

  @Override
  public void invalid(InvalidData invalid) {
    quarantine.accept(invalid);
  }

  @Override
  public void trade(MarketTrade trade, long arrival) {
    store.append(new Storable.Trade(trade, arrival), publish(trade));
  }

  @Override
  public void bars(BarsClosed bars) {
    CompletableFuture<RecordMetadata> acknowledged = publish(bars);
    store.append(new Storable.Bars(bars), acknowledged.thenApply(this::publishedAt));
  }

  @Override
  public void publishedBars(BarsClosed bars) {
    store.append(new Storable.Bars(bars), null);
  }

  @Override
  public void ticker(Ticker ticker) {
    boolean history = nextTicker == null || !ticker.eventTime().isBefore(nextTicker);
    if (history) {
      nextTicker = ticker.eventTime().plus(thinning.tickerInterval);
    }
    store.append(new Storable.Ticker(ticker, history), publish(ticker));
  }

  @Override
  public void book(OrderBook book) {
    CompletableFuture<RecordMetadata> acknowledged = publish(book);
    if (nextBook == null || !book.eventTime().isBefore(nextBook)) {
      nextBook = book.eventTime().plus(thinning.bookInterval);
      store.append(new Storable.Book(book), acknowledged);
    } else {
      store.append(new Storable.Acknowledgement(), acknowledged);
    }
  }

  @Override
  public void checkpoint(byte[] bars, long arrival) {
    FeedCheckpoint checkpoint = new FeedCheckpoint(instrument, bars, arrival, published);
    store.append(new Storable.Checkpoint(checkpoint), null);
  }

  private CompletableFuture<RecordMetadata> publish(Event event) {
    long sent = System.nanoTime();
    CompletableFuture<RecordMetadata> acknowledged = publisher.publish(event);
    return acknowledged.thenApply(
        place -> {
          metrics.publishLatency.record(System.nanoTime() - sent, TimeUnit.NANOSECONDS);
          return place;
        });
  }

  private RecordMetadata publishedAt(RecordMetadata place) {
    published = new BarPosition(place.partition(), place.offset());
    return place;
  }
}
