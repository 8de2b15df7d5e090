/**
 * What is missing: gaps that are open, those that cannot be filled and why, and the healing of bars
 * that the live stream left with a hole.
 *
 * <p>A live gap is OPEN from the first PARTIAL bar on, REBUILT once its bars were made again from
 * the venue's trades, HEALED when the correction is on its way, or UNFILLABLE. A gap of the store
 * is OPEN while a job works on it, and FILLED or UNFILLABLE after it.
 */
@NullMarked
package io.tidemark.backfiller.gap;

import org.jspecify.annotations.NullMarked;
