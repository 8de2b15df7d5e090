/**
 * Whether a strategy can be believed.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.check.LookAheadCheck}: decisions must not change when what comes
 *       after them is cut off or altered
 *   <li>{@link io.tidemark.core.check.RecursionCheck}: how much values and decisions depend on
 *       where history begins
 *   <li>{@link io.tidemark.core.check.BarHistory}: makes what both step on out of bars of one
 *       timeframe
 * </ul>
 */
@NullMarked
package io.tidemark.core.check;

import org.jspecify.annotations.NullMarked;
