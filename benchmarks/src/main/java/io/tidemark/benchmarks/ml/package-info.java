/** How fast models are trained, and how fast they predict. */
@NullMarked
package io.tidemark.benchmarks.ml;

import org.jspecify.annotations.NullMarked;
