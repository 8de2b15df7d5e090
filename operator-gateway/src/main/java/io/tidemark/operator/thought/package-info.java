/** What the suite thinks and does, in plain sentences made of its events. */
@NullMarked
package io.tidemark.operator.thought;

import org.jspecify.annotations.NullMarked;
