/**
 * JMH benchmarks; run with {@code benchmarks/run [name]}. Quote ratios of one run: absolute figures
 * belong to a machine and a moment.
 */
@NullMarked
package io.tidemark.benchmarks;

import org.jspecify.annotations.NullMarked;
