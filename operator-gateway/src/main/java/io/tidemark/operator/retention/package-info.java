/** Hourly clean-up of what grows. */
@NullMarked
package io.tidemark.operator.retention;

import org.jspecify.annotations.NullMarked;
