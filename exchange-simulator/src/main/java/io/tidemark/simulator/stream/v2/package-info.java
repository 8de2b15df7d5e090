/**
 * Kraken's WebSocket protocol, version 2: {@link io.tidemark.simulator.stream.v2.StreamV2Api} takes
 * what clients send and tells them what happens, apart from any server. Version 1 is in the package
 * above; both tell of the same venue.
 */
@NullMarked
package io.tidemark.simulator.stream.v2;

import org.jspecify.annotations.NullMarked;
