package io.tidemark.kit.messaging;

import io.tidemark.model.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came from Kafka.
 *
 * @param topic the topic's name
 * @param producer the service whose outbox sent it; null if it was published directly
 * @param sequence the producer's sequence for the key; 0 if it was published directly
 * @param traceparent the trace it belongs to; null for none
 */
public record Received(
    Event event,
    String topic,
    int partition,
    long offset,
    String key,
    @Nullable String producer,
    long sequence,
    @Nullable String traceparent) {}
