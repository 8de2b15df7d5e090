/**
 * Kraken's WebSocket protocol, version 1: {@link io.tidemark.simulator.stream.StreamApi} takes what
 * clients send and tells them what happens, apart from any server.
 */
@NullMarked
package io.tidemark.simulator.stream;

import org.jspecify.annotations.NullMarked;
