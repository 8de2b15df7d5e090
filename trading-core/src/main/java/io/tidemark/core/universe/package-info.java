/**
 * Which assets may be traded. {@code AssetFilter} judges the facts of an asset; a {@code
 * UniverseTimeline} tells which verdicts hold at a bar's close, so that a decision is a function of
 * what was recorded.
 */
@NullMarked
package io.tidemark.core.universe;

import org.jspecify.annotations.NullMarked;
