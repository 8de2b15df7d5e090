/**
 * When a position is closed by its exit plan. {@link io.tidemark.core.exit.ExitEngine} decides it,
 * on trades and on bars alike, from what is fixed at the decision ({@link
 * io.tidemark.core.exit.ExitTerms}), what was entered ({@link io.tidemark.core.exit.EntryFill}) and
 * what it remembers ({@link io.tidemark.core.exit.ExitProgress}).
 */
@NullMarked
package io.tidemark.core.exit;

import org.jspecify.annotations.NullMarked;
