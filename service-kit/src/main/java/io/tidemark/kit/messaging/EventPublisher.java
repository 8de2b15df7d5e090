package io.tidemark.kit.messaging;

import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.trace.Traceparent;
import io.tidemark.model.event.Event;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * Publishes events straight to Kafka, for services whose outputs are functions of their inputs.
 * Services that own state publish through the {@code Outbox}.
 */
public final class EventPublisher implements AutoCloseable {

  private final Producer<String, byte[]> producer;

  /** Takes over {@code producer} and closes it. */
  public EventPublisher(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /** Sends one event; the future completes with its acknowledgement. */
  public CompletableFuture<RecordMetadata> publish(Event event) {
    ProducerRecord<String, byte[]> message =
        new ProducerRecord<>(
            event.eventSchema().topic().topicName(), event.key(), EventCodec.encode(event));
    message
        .headers()
        .add(Traceparent.HEADER, Traceparent.forEvent(event).getBytes(StandardCharsets.US_ASCII));
    return send(message);
  }

  /**
   * Sends events in their order and waits until all are acknowledged.
   *
   * @throws PublishException if one is not
   */
  public void publishAndAwait(List<? extends Event> events) {
    List<CompletableFuture<RecordMetadata>> sent = new ArrayList<>(events.size());
    for (Event event : events) {
      sent.add(publish(event));
    }
    await(sent);
  }

  /** Sends a message as it is. */
  public CompletableFuture<RecordMetadata> send(ProducerRecord<String, byte[]> message) {
    CompletableFuture<RecordMetadata> acknowledged = new CompletableFuture<>();
    producer.send(
        message,
        (metadata, failure) -> {
          if (failure == null) {
            acknowledged.complete(metadata);
          } else {
            acknowledged.completeExceptionally(failure);
          }
        });
    return acknowledged;
  }

  /**
   * Waits until all messages are acknowledged.
   *
   * @throws PublishException if one is not
   */
  public static void await(List<CompletableFuture<RecordMetadata>> sent) {
    try {
      CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).join();
    } catch (CompletionException e) {
      throw new PublishException(e.getCause() == null ? e : e.getCause());
    }
  }

  @Override
  public void close() {
    producer.close();
  }

  /** Kafka did not acknowledge a message. */
  public static final class PublishException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    PublishException(Throwable cause) {
      super("Kafka did not acknowledge a message: " + cause.getMessage(), cause);
    }
  }
}
