/** How the services stand, and the suite's state in one answer. */
@NullMarked
package io.tidemark.operator.health;

import org.jspecify.annotations.NullMarked;
