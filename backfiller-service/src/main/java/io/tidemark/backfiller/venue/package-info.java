/** The venues that history comes from: whose turn it is to ask, and how often was asked. */
@NullMarked
package io.tidemark.backfiller.venue;

import org.jspecify.annotations.NullMarked;
