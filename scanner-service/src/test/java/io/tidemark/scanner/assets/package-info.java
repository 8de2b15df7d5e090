@NullMarked
package io.tidemark.scanner.assets;

import org.jspecify.annotations.NullMarked;
