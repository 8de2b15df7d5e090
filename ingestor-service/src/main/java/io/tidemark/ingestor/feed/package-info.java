/**
 * From a venue's stream to events: what the stream tells is published, built into bars and handed
 * to the store; what it missed is fetched by REST and comes first.
 *
 * <ul>
 *   <li>{@link io.tidemark.ingestor.feed.MarketStream}: the service's one subscription, its start,
 *       its end, its health
 *   <li>{@code LiveFeed}: one instrument's join of fetched and streamed trades
 *   <li>{@code InstrumentFeed}: what is published and stored of one instrument, and when
 * </ul>
 */
@NullMarked
package io.tidemark.ingestor.feed;

import org.jspecify.annotations.NullMarked;
