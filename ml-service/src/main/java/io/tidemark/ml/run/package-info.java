/**
 * Training runs of the service: asked for over REST, by the schedule of a training file, or because
 * what the champion sees or how it does has changed. One runs at a time, in a process of its own,
 * over a window of bars from the ingestor; what it makes goes into the registry. A run is a row, so
 * that a kill leaves it to be taken up again.
 *
 * <ul>
 *   <li>{@code TrainingRuns}: takes runs in and ends them on demand
 *   <li>{@code RunQueue}: runs them; {@code RunWork}: one of them, {@code ModelEntry}: its model's
 *       way into the registry
 *   <li>{@code StoredHistory} and {@code ClosedPositions}: what is learnt from, as other services
 *       tell it
 *   <li>{@code Unattended}: asks for runs by itself, when {@code RunSchedule} or {@code DriftWatch}
 *       says so
 * </ul>
 */
@NullMarked
package io.tidemark.ml.run;

import org.jspecify.annotations.NullMarked;
