/**
 * Every indicator of ta4j by its class name, such as {@code ta4j.CMOIndicator(14)}.
 *
 * <ul>
 *   <li>{@link io.tidemark.core.indicator.ta4j.Ta4jIndicators}: the definitions, and why some
 *       classes have none
 * </ul>
 *
 * <p>Use an indicator of the catalogue where there is one: it is some forty times as fast, follows
 * TA-Lib and remembers its whole history. These here are calculated by ta4j, with doubles, over the
 * last bars only.
 */
@NullMarked
package io.tidemark.core.indicator.ta4j;

import org.jspecify.annotations.NullMarked;
