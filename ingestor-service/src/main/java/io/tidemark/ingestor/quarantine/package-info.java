/**
 * What a venue told that cannot be true: counted, stored for some time, and set aside on the dead
 * letter topic of its kind. It is never stored as market data and never stops a stream.
 *
 * <ul>
 *   <li>{@link io.tidemark.ingestor.quarantine.Quarantine}: takes it, from any thread, without
 *       waiting
 * </ul>
 */
@NullMarked
package io.tidemark.ingestor.quarantine;

import org.jspecify.annotations.NullMarked;
