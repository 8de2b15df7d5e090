@NullMarked
package io.tidemark.scanner.strategies;

import org.jspecify.annotations.NullMarked;
