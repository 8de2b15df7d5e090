/**
 * Signals become sized positions and order intents, prices become exits; owns the schema {@code
 * positions}.
 */
@NullMarked
package io.tidemark.position;

import org.jspecify.annotations.NullMarked;
