/**
 * The shell round the position stage. Each poll is one transaction: the input journal, the rows the
 * stage wrote, the outgoing events and the offsets commit together or not at all. What is in memory
 * is rebuilt from the rows whenever a poll was not committed.
 *
 * <p>The trades that the stage keeps until a late fill lets exits be checked against them are rows
 * too ({@code unchecked_tick}), written one by one as they come, so a restart needs nothing from
 * Kafka but what follows the stored offsets.
 *
 * <p>{@code JournalReplay} applies the journal again to a stage of its own, by the same {@code
 * MarketInterest}, and compares what it leads to; the states it begins with are {@code
 * StageCheckpoints}.
 */
@NullMarked
package io.tidemark.position.stage;

import org.jspecify.annotations.NullMarked;
