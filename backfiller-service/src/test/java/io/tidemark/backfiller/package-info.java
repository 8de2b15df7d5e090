@NullMarked
package io.tidemark.backfiller;

import org.jspecify.annotations.NullMarked;
