/** Sizing and limits: what may be traded, and how much of it. */
@NullMarked
package io.tidemark.core.risk;

import org.jspecify.annotations.NullMarked;
