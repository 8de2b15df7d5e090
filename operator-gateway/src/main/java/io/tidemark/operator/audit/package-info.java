/** The record of who asked for what, and what came of it, refusals included. */
@NullMarked
package io.tidemark.operator.audit;

import org.jspecify.annotations.NullMarked;
