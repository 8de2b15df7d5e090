/**
 * The suite run for long on many markets, with faults, and whether what it needs stays flat.
 *
 * <ul>
 *   <li>{@code SoakMarkets}: makes the markets that are traded, a function of the seed
 *   <li>{@code Sampler}: what processes, consumers, tables and Kafka hold at a moment
 *   <li>{@code TableGrowth}: for each table, whether it keeps history or must stay small
 *   <li>{@code Flatness}: judges the samples of a run
 *   <li>{@code SoakSession}: one run, from the markets to the report
 * </ul>
 */
@NullMarked
package io.tidemark.launcher.soak;

import org.jspecify.annotations.NullMarked;
