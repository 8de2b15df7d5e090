/** The suite's clock: the system's, or in a replay the venue's. */
@NullMarked
package io.tidemark.kit.time;

import org.jspecify.annotations.NullMarked;
