@NullMarked
package io.tidemark.operator.telegram;

import org.jspecify.annotations.NullMarked;
