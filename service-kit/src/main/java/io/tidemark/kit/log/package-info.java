/**
 * What a stage that is a function of bars needs beside the bars that Kafka delivers to it.
 *
 * <ul>
 *   <li>{@code TopicLog}, {@code TopicFollower}: reading what a topic holds, and on, without a
 *       group
 *   <li>{@code WarmUpHistory}, {@code LogHistory}, {@code CandleClient}: the bars before one
 *   <li>{@code PeerCloses}, {@code Patience}: the closes of other instruments at an instant
 *   <li>{@code SnapshotSchedule}: when its state is to be stored
 * </ul>
 */
@NullMarked
package io.tidemark.kit.log;

import org.jspecify.annotations.NullMarked;
