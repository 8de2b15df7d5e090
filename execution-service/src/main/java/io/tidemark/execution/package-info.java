/** Order intents become orders at a venue, each placed once; owns the schema {@code execution}. */
@NullMarked
package io.tidemark.execution;

import org.jspecify.annotations.NullMarked;
