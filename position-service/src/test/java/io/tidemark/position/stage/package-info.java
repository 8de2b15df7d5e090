@NullMarked
package io.tidemark.position.stage;

import org.jspecify.annotations.NullMarked;
