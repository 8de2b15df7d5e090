/** The strategies in use and their past configurations: recorded at start, told over REST. */
@NullMarked
package io.tidemark.scanner.strategies;

import org.jspecify.annotations.NullMarked;
