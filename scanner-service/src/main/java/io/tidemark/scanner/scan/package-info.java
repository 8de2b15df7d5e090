/**
 * Runs an {@code InstrumentScan} for each instrument over the bars of Kafka.
 *
 * <p>What is published depends on the bars and on what is on record alone: the editions of the
 * strategies and of the universe, the state that strategies begin with, what lay beside the bars. A
 * scan's state is a function of the bars before an offset: snapshots hold it with that offset, and
 * recovery steps the scan silently through the bars from there to the first one that Kafka delivers
 * again. A decision is acknowledged, and its row written, before a snapshot or a committed offset
 * covers its bar; so none is lost. Who goes on after a crash reads back what was published, and
 * publishes none of it again.
 *
 * <ul>
 *   <li>{@code ScanHandler}, {@code ScanSteps}, {@code ScanResults}: from a poll's bars to what is
 *       sent and written
 *   <li>{@code StageRecovery}, {@code StageSnapshots}, {@code PublishedDecisions}: going on
 *   <li>{@code StageBeginnings}, {@code WarmUpHistory}, {@code LogHistory}, {@code CandleClient}:
 *       beginning
 *   <li>{@code ScanReplay}, {@code PartitionReplay}, {@code InstrumentReplay}: deciding again on
 *       what is on record, to compare
 *   <li>{@code SideInputs}, {@code PeerCloses}, {@code Predictions}: what lies beside the bars
 * </ul>
 */
@NullMarked
package io.tidemark.scanner.scan;

import org.jspecify.annotations.NullMarked;
