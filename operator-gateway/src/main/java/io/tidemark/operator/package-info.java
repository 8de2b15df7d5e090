/** One REST entry, the dashboard and the control plane; owns the schema {@code operator}. */
@NullMarked
package io.tidemark.operator;

import org.jspecify.annotations.NullMarked;
