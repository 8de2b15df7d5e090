/**
 * Runs a {@code ScanStage} for each instrument over the bars of Kafka.
 *
 * <p>What is published depends on the bars and the recorded editions of the universe alone. A
 * stage's state is a function of the bars before an offset: snapshots hold it with that offset, and
 * recovery steps the stage silently through the bars from there to the first one that Kafka
 * delivers again. A decision is acknowledged, and its row written, before a snapshot or a committed
 * offset covers its bar; so none is lost, and a bar that comes twice repeats the same decision
 * under the same id.
 */
@NullMarked
package io.tidemark.scanner.scan;

import org.jspecify.annotations.NullMarked;
