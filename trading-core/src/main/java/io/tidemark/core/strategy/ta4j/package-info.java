/** Plain ta4j strategies as strategies of the suite. */
@NullMarked
package io.tidemark.core.strategy.ta4j;

import org.jspecify.annotations.NullMarked;
