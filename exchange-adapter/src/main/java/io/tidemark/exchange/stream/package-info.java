/**
 * Streams that every venue shares: one connection, one worker that calls the listener, states, and
 * connecting again with growing pauses. What is said on the connection is a venue's {@link
 * io.tidemark.exchange.stream.StreamProtocol}.
 */
@NullMarked
package io.tidemark.exchange.stream;

import org.jspecify.annotations.NullMarked;
