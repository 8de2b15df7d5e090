/**
 * How a service reaches Kafka, Postgres and other services: with TLS and passwords where they are
 * configured, and who may read the files that hold them.
 *
 * <ul>
 *   <li>{@code KafkaConnection}: makes every client of Kafka
 *   <li>{@code PeerConnections}: makes every client of another service
 *   <li>{@code SecureConnections}: checks the settings before anything starts
 *   <li>{@code ConnectionFailure}: why a server refused, in words for the operator
 * </ul>
 */
@NullMarked
package io.tidemark.kit.connection;

import org.jspecify.annotations.NullMarked;
