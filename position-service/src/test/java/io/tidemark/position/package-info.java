@NullMarked
package io.tidemark.position;

import org.jspecify.annotations.NullMarked;
