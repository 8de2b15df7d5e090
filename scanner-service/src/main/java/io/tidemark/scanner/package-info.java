/**
 * Closed bars become decisions and signals; owns the schema {@code scanner}.
 *
 * <ul>
 *   <li>{@code scan}: runs a stage for each instrument over its bars, and keeps its state
 *   <li>{@code assets}: which assets may be traded, from when on and why not
 *   <li>{@code history}: keeps and tells past decisions and signals
 *   <li>{@code paging}: reads tables in pages
 *   <li>{@code strategies}: records and tells which strategies are in use
 * </ul>
 */
@NullMarked
package io.tidemark.scanner;

import org.jspecify.annotations.NullMarked;
