@NullMarked
package io.tidemark.scanner.scan;

import org.jspecify.annotations.NullMarked;
