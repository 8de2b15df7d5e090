/**
 * Signals become sized positions and order intents, prices become exits; owns the schema {@code
 * positions}.
 *
 * <ul>
 *   <li>{@link io.tidemark.position.stage} runs the pure position stage of the account: one
 *       consumer, one transaction a poll.
 *   <li>{@link io.tidemark.position.venue} learns what the stage has to be told of the venue, from
 *       the services that talk to it.
 *   <li>{@link io.tidemark.position.control} turns what the operator asks over REST into commands.
 *   <li>{@link io.tidemark.position.query} answers REST from the schema alone.
 * </ul>
 */
@NullMarked
package io.tidemark.position;

import org.jspecify.annotations.NullMarked;
