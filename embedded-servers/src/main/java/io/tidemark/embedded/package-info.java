/**
 * A real Kafka broker and a real PostgreSQL on this machine, without containers.
 *
 * <p>{@link io.tidemark.embedded.EmbeddedServers} starts both at once and is what most callers
 * want. {@link io.tidemark.embedded.EmbeddedKafka} and {@link
 * io.tidemark.embedded.EmbeddedDatabase} start one of them. Data is kept in the given directories,
 * durably: a run that was killed is recovered at the next start.
 *
 * <p>A caller with persistent data goes in this order: {@link
 * io.tidemark.embedded.DataDirectoryLock#acquire}, {@link
 * io.tidemark.embedded.EmbeddedServers#stopLeftovers}, {@link
 * io.tidemark.embedded.Ports#requireFree}, {@link io.tidemark.embedded.EmbeddedServers#start}.
 */
@NullMarked
package io.tidemark.embedded;

import org.jspecify.annotations.NullMarked;
