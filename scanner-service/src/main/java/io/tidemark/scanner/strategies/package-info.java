/**
 * Which strategies decide from when on: read from files, journalled, told to the suite and over
 * REST.
 */
@NullMarked
package io.tidemark.scanner.strategies;

import org.jspecify.annotations.NullMarked;
