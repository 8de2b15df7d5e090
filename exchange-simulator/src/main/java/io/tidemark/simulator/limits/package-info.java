/** How many requests the venue takes, by Kraken's rules. */
@NullMarked
package io.tidemark.simulator.limits;

import org.jspecify.annotations.NullMarked;
