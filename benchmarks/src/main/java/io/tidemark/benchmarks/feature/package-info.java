/** How fast features are built. */
@NullMarked
package io.tidemark.benchmarks.feature;

import org.jspecify.annotations.NullMarked;
