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
 */
@NullMarked
package io.tidemark.exchange.kraken;

import org.jspecify.annotations.NullMarked;
