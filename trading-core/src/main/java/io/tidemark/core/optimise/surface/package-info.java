/**
 * What scores look like over the parameters: over two of them as a heat map ({@link
 * io.tidemark.core.optimise.surface.HeatMap}; {@link io.tidemark.core.optimise.surface.HeatMaps}
 * where several are wanted), and round the best trial ({@link
 * io.tidemark.core.optimise.surface.Robustness}). A best one whose neighbours do badly was found by
 * luck.
 */
@NullMarked
package io.tidemark.core.optimise.surface;

import org.jspecify.annotations.NullMarked;
