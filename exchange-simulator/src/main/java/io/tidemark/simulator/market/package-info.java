/**
 * What a market shows of itself: its names at Kraken, its modelled book, its bars and its last 24
 * hours. Everything here is a function of the tape up to now.
 */
@NullMarked
package io.tidemark.simulator.market;

import org.jspecify.annotations.NullMarked;
