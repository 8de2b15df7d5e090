/** How fast strategies are decided. */
@NullMarked
package io.tidemark.benchmarks.scan;

import org.jspecify.annotations.NullMarked;
