/**
 * Every other venue, over XChange's common services.
 *
 * <ul>
 *   <li>{@link io.tidemark.exchange.xchange.XChangeGateway}: the port, for any venue
 *   <li>{@link io.tidemark.exchange.xchange.XChangeVenues}: which venues there are, by name
 *   <li>{@code VenueProfile}: what a venue's module can do and where XChange's common calls do not
 *       suffice; one class a venue, {@code BinanceVenue} and so on. A venue that has none but is on
 *       the class path gets {@code UnprofiledVenue}, which promises little
 *   <li>{@code XChangeErrors}: what the failures of all of them prove
 *   <li>{@code StreamRunner} and {@code PollRunner}: feed a subscription from the venue's streaming
 *       module, or from REST where there is none
 * </ul>
 *
 * XChange's own resilience stays off: {@code resilience} calls the venues. XChange's REST client
 * writes answers to the log at level DEBUG: keep the logger {@code si.mazi.rescu} at INFO or above.
 */
@NullMarked
package io.tidemark.exchange.xchange;

import org.jspecify.annotations.NullMarked;
