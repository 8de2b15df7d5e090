/**
 * Recorded markets as tapes of trades: compact in memory, with times that rise strictly.
 *
 * <p>{@link io.tidemark.simulator.tape.TapeReader} reads every form of file; {@link
 * io.tidemark.simulator.tape.TradeTape} is what the venue plays.
 */
@NullMarked
package io.tidemark.simulator.tape;

import org.jspecify.annotations.NullMarked;
