/** Strategies: their canonical definition, the rule language, and the strategies that ship. */
@NullMarked
package io.tidemark.core.strategy;

import org.jspecify.annotations.NullMarked;
