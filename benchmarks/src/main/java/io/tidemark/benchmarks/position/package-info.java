/** How fast open positions are held against the market. */
@NullMarked
package io.tidemark.benchmarks.position;

import org.jspecify.annotations.NullMarked;
