@NullMarked
package io.tidemark.operator.live;

import org.jspecify.annotations.NullMarked;
