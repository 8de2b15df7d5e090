/**
 * What every service is built from. A service is a thin shell round a pure stage: consume, step,
 * persist and publish.
 *
 * <ul>
 *   <li>{@code service}: the services, their ports and schemas, and how one is started
 *   <li>{@code codec}: events and values as JSON
 *   <li>{@code connection}: Kafka, Postgres and other services, with TLS and passwords
 *   <li>{@code messaging}: Kafka consumers and publishers, topics, dead letters
 *   <li>{@code outbox}: events that leave only if their transaction commits
 *   <li>{@code inbox}: each message applied once, with the state it changes
 *   <li>{@code configuration}: {@code config/tidemark.yaml} and {@code config/strategies}
 *   <li>{@code log}: reading topics back, warm-up, closes of other instruments
 *   <li>{@code paging}: tables in pages, with the filters of a request
 *   <li>{@code time}: the suite's clock
 *   <li>{@code work}: pieces of work that are asked to end
 *   <li>{@code web}: problem details, pages, the API key
 * </ul>
 */
@NullMarked
package io.tidemark.kit;

import org.jspecify.annotations.NullMarked;
