/** Hourly clean-up of rows that are kept for a while only. */
@NullMarked
package io.tidemark.kit.retention;

import org.jspecify.annotations.NullMarked;
