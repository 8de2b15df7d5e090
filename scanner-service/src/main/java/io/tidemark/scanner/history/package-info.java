/** Past signals and blocked decisions: written after they are published, told over REST. */
@NullMarked
package io.tidemark.scanner.history;

import org.jspecify.annotations.NullMarked;
