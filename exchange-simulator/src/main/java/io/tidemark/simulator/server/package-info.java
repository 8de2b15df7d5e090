/** One port for everything: HTTP and WebSocket on Netty, and the thread that owns the venue. */
@NullMarked
package io.tidemark.simulator.server;

import org.jspecify.annotations.NullMarked;
