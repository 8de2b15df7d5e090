/**
 * What a strategy's signals would have come to: hypothetical trades on bars, for strategies that
 * only watch and, to compare, for those that trade. {@link io.tidemark.core.shadow.ShadowBook} is
 * the state machine; nothing here reaches an account.
 */
@NullMarked
package io.tidemark.core.shadow;

import org.jspecify.annotations.NullMarked;
