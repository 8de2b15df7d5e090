/** The WebSocket: the suite's state once a second, resumed after a drop without a gap. */
@NullMarked
package io.tidemark.operator.live;

import org.jspecify.annotations.NullMarked;
