/** The venue of paper trading: the core's fill model on the suite's own market data. */
@NullMarked
package io.tidemark.execution.paper;

import org.jspecify.annotations.NullMarked;
