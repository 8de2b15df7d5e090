/**
 * The {@code tidemark} command line.
 *
 * <ul>
 *   <li>here: the entry point
 *   <li>{@code cli}: one class a command, and how failures are told
 *   <li>{@code suite}: the infrastructure and the services on this machine
 *   <li>{@code stream}: an exchange's live streams, watched and judged
 *   <li>{@code demo}: the suite on the simulator, its pace, its tally and its invariants
 *   <li>{@code faults}: the same suite killed and disturbed, and what must hold at the end
 *   <li>{@code soak}: the suite run for long with faults, and whether it stays flat
 * </ul>
 */
@NullMarked
package io.tidemark.launcher;

import org.jspecify.annotations.NullMarked;
