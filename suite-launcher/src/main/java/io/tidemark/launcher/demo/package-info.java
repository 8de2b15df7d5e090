/** The suite on the simulator: replayed trades, pace, tally, invariants and summary. */
@NullMarked
package io.tidemark.launcher.demo;

import org.jspecify.annotations.NullMarked;
