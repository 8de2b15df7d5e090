/**
 * Kafka: consumers that hand over batches of events, publishers that await acknowledgement, the
 * topics, and dead letters for what cannot be read.
 */
@NullMarked
package io.tidemark.kit.messaging;

import org.jspecify.annotations.NullMarked;
