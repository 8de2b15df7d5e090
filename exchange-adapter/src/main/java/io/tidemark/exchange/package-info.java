/**
 * The port through which services reach venues.
 *
 * <ul>
 *   <li>{@link io.tidemark.exchange.ExchangeGateway}: one venue, with or without an account; what
 *       crosses it are the common model's values and the records of this package
 *   <li>{@link io.tidemark.exchange.SubmitOutcome}, {@link io.tidemark.exchange.CancelOutcome},
 *       {@link io.tidemark.exchange.OrderLookup}: what is known after a call that moves money;
 *       failure is a value there
 *   <li>{@link io.tidemark.exchange.VenueReadException}: a read gave no answer even after retries
 *   <li>{@code kraken}: what only Kraken does
 * </ul>
 *
 * No venue library's type crosses this port.
 */
@NullMarked
package io.tidemark.exchange;

import org.jspecify.annotations.NullMarked;
