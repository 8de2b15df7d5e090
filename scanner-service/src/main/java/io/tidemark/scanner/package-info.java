/** Closed bars become decisions and signals; owns the schema {@code scanner}. */
@NullMarked
package io.tidemark.scanner;

import org.jspecify.annotations.NullMarked;
