@NullMarked
package io.tidemark.position.venue;

import org.jspecify.annotations.NullMarked;
