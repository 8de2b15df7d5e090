/**
 * Whether a replay says what was said before.
 *
 * <p>A service steps what it recorded through its stages again, and gives each input's events, as
 * they were and as they are now, to a {@link io.tidemark.core.parity.ParityCheck}. That compares
 * what the events mean and not how they came about: the run, the times of observation and which id
 * something has are left out ({@link io.tidemark.core.parity.CanonicalEvent}). What came of it is a
 * {@link io.tidemark.core.parity.ReplayReport}.
 */
@NullMarked
package io.tidemark.core.parity;

import org.jspecify.annotations.NullMarked;
