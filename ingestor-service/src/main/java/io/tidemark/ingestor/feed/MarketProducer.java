package io.tidemark.ingestor.feed;

import io.tidemark.kit.connection.KafkaConnection;
import io.tidemark.kit.messaging.EventPublisher;
import io.tidemark.kit.trace.Spans;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.Event;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes market data: thousands of small messages a second, so they travel together. While Kafka
 * is away it waits, and the stream with it, as for the database; what is refused for another reason
 * fails.
 */
final class MarketProducer implements AutoCloseable {

  private static final int LINGER_MILLIS = 5;
  private static final int BATCH_BYTES = 128 * 1024;
  private static final long BUFFER_BYTES = 32L * 1024 * 1024;
  private static final Duration NO_ANSWER = Duration.ofSeconds(5);
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final KafkaProducer<String, byte[]> producer;
  private final EventPublisher publisher;
  private final Spans spans;
  private final AtomicLong pending = new AtomicLong();
  private volatile long answeredNanos = System.nanoTime();

  MarketProducer(KafkaConnection kafka, Spans spans) {
    this.spans = spans;
    Map<String, Object> settings = new HashMap<>();
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "ingestor-market");
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.LINGER_MS_CONFIG, LINGER_MILLIS);
    settings.put(ProducerConfig.BATCH_SIZE_CONFIG, BATCH_BYTES);
    settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
    producer = kafka.producer(settings);
    publisher = new EventPublisher(producer);
  }

  /** Sends an event; the future completes with its acknowledgement. */
  CompletableFuture<RecordMetadata> publish(Event event) {
    if (pending.getAndIncrement() == 0) {
      answeredNanos = System.nanoTime();
    }
    return sent(event)
        .whenComplete(
            (place, failure) -> {
              pending.decrementAndGet();
              answeredNanos = System.nanoTime();
            });
  }

  /** Closed bars begin a trace. */
  private CompletableFuture<RecordMetadata> sent(Event event) {
    return event instanceof BarsClosed
        ? spans.beginning("ingest bar", event, () -> publisher.publish(event))
        : publisher.publish(event);
  }

  /** What keeps messages from being acknowledged; empty while they are. */
  Optional<String> trouble() {
    long silent = System.nanoTime() - answeredNanos;
    return pending.get() > 0 && silent > NO_ANSWER.toNanos()
        ? Optional.of(
            "Kafka has not acknowledged %d messages for %d s"
                .formatted(pending.get(), Duration.ofNanos(silent).toSeconds()))
        : Optional.empty();
  }

  /** Gives up what is not acknowledged within five seconds; it is fetched again later. */
  @Override
  public void close() {
    producer.close(trouble().isPresent() ? Duration.ZERO : CLOSING);
  }
}
