package io.tidemark.ml.registry;

import java.time.Instant;

/**
 * A model came into a state.
 *
 * @param reason why
 */
record ModelTransition(ModelState state, String reason, Instant at) {}
