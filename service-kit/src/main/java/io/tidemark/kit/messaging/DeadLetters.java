package io.tidemark.kit.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.tidemark.model.topic.Topic;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sets aside messages that cannot be read or applied, with the cause in their headers. */
final class DeadLetters {

  private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

  private final EventPublisher publisher;
  private final MeterRegistry metrics;

  DeadLetters(EventPublisher publisher, MeterRegistry metrics) {
    this.publisher = publisher;
    this.metrics = metrics;
  }

  /** Returns once Kafka has the message. */
  void setAside(String consumer, ConsumerRecord<String, byte[]> message, Throwable cause) {
    ProducerRecord<String, byte[]> letter =
        new ProducerRecord<>(
            Topic.named(message.topic()).deadLetterName(), message.key(), message.value());
    message.headers().forEach(letter.headers()::add);
    header(letter, "dlt-consumer", consumer);
    header(letter, "dlt-original", message.partition() + "@" + message.offset());
    header(letter, "dlt-cause", cause.getClass().getName() + ": " + cause.getMessage());
    EventPublisher.await(List.of(publisher.send(letter)));
    metrics.counter("tidemark_dead_letters_total", "topic", message.topic()).increment();
    LOG.warn(
        "event=dead_letter consumer={} topic={} partition={} offset={} cause=\"{}\"",
        consumer,
        message.topic(),
        message.partition(),
        message.offset(),
        cause.getMessage());
  }

  private static void header(ProducerRecord<String, byte[]> letter, String name, String value) {
    letter.headers().add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
