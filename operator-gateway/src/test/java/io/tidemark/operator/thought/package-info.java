@NullMarked
package io.tidemark.operator.thought;

import org.jspecify.annotations.NullMarked;
