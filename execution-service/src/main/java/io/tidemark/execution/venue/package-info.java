/**
 * Where orders go. {@link io.tidemark.execution.venue.OrderVenue} is the port, {@link
 * io.tidemark.execution.venue.ExchangeVenue} a real venue behind it; {@link
 * io.tidemark.execution.venue.CommandRunner} runs what the stage asks of it.
 */
@NullMarked
package io.tidemark.execution.venue;

import org.jspecify.annotations.NullMarked;
