/**
 * How fast models are trained, how fast they predict, and, run by {@code benchmarks/retraining},
 * what memory the service holds that trains them again and again.
 */
@NullMarked
package io.tidemark.benchmarks.ml;

import org.jspecify.annotations.NullMarked;
