/**
 * How a venue is called: within its limits, not while it is down, and again only where that is
 * safe. Knows no venue.
 */
@NullMarked
package io.tidemark.exchange.resilience;

import org.jspecify.annotations.NullMarked;
