/** When a position is closed: the prices at which it stops or has reached its target. */
@NullMarked
package io.tidemark.core.exit;

import org.jspecify.annotations.NullMarked;
