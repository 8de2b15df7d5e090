/**
 * How each market stands, for people who look: snapshots at regular instants, the latest values of
 * indicators. Written beside the scan and after it; nothing is decided with it.
 */
@NullMarked
package io.tidemark.scanner.market;

import org.jspecify.annotations.NullMarked;
