/**
 * Closed bars become decisions and signals; owns the schema {@code scanner}.
 *
 * <ul>
 *   <li>{@code scan}: runs the scan of each instrument over its bars, and keeps its state
 *   <li>{@code assets}: which assets may be traded, from when on and why not
 *   <li>{@code history}: keeps and tells past decisions and signals
 *   <li>{@code market}: tells how markets stand
 *   <li>{@code paging}: reads tables in pages
 *   <li>{@code strategies}: records which strategies decide from when on, and tells what they were
 * </ul>
 */
@NullMarked
package io.tidemark.scanner;

import org.jspecify.annotations.NullMarked;
