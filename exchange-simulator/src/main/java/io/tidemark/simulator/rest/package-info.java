/**
 * Kraken's REST protocol: {@link io.tidemark.simulator.rest.RestApi} takes a request apart from any
 * server and gives the answer's JSON.
 */
@NullMarked
package io.tidemark.simulator.rest;

import org.jspecify.annotations.NullMarked;
