/**
 * Kraken spot: what only this venue does.
 *
 * <ul>
 *   <li>{@code KrakenRequests}: its REST interface; XChange's typed calls and those that XChange
 *       lacks, on XChange's signing
 *   <li>{@code KrakenErrors}: what its error codes mean
 *   <li>{@code KrakenSymbols}: its names for currencies and pairs
 *   <li>{@code KrakenMarketProtocol}, {@code KrakenAccountProtocol}: its streams (WebSocket v1)
 * </ul>
 *
 * XChange's REST client writes answers, a stream's token among them, to the log at level DEBUG:
 * keep the logger {@code si.mazi.rescu} at INFO or above.
 */
@NullMarked
package io.tidemark.exchange.kraken;

import org.jspecify.annotations.NullMarked;
