@NullMarked
package io.tidemark.scanner.market;

import org.jspecify.annotations.NullMarked;
