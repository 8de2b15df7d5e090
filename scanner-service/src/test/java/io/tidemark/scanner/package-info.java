@NullMarked
package io.tidemark.scanner;

import org.jspecify.annotations.NullMarked;
