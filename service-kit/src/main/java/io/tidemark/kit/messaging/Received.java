package io.tidemark.kit.messaging;

import io.tidemark.model.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * An event as it came from Kafka.
 *
 * @param bytes what it was read from; not to be changed
 * @param topic the topic's name
 * @param producer the service whose outbox sent it; null if it was published directly
 * @param sequence the producer's sequence for the key; 0 if it was published directly
 * @param traceparent the trace it belongs to; null for none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Received(
    Event event,
    byte[] bytes,
    String topic,
    int partition,
    long offset,
    String key,
    @Nullable String producer,
    long sequence,
    @Nullable String traceparent) {}
