/**
 * The venue itself: accounts, orders and the replay, as one deterministic state machine. What
 * happens is a function of the tapes and of the requests with their venue times, so a journal of
 * the requests brings everything back.
 *
 * <p>Start at {@link io.tidemark.simulator.venue.Venue}. Nothing here knows a protocol or a clock.
 */
@NullMarked
package io.tidemark.simulator.venue;

import org.jspecify.annotations.NullMarked;
