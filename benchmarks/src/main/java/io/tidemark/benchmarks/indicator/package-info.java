/** How fast indicators are, ours beside ta4j's. */
@NullMarked
package io.tidemark.benchmarks.indicator;

import org.jspecify.annotations.NullMarked;
