package io.tidemark.core.engine;

import io.tidemark.model.event.OrderReport;
import java.util.List;

/**
 * What a step led to.
 *
 * @param events to publish, in order
 * @param commands to run once the step is committed, in order
 * @param disposition what the stage made of the input
 * @param note why it was ignored, or what the operator does about a violation; empty if applied
 */
public record ExecutionOutcome(
    List<OrderReport> events, List<VenueCommand> commands, Disposition disposition, String note) {

  public ExecutionOutcome {
    events = List.copyOf(events);
    commands = List.copyOf(commands);
  }

  /** What a stage made of an input. */
  public enum Disposition {
    /** It was acted on. */
    APPLIED,
    /** It told nothing new, or came too late to matter. */
    IGNORED,
    /** It contradicts what is certain; the process is to stop and tell the note. */
    VIOLATION
  }
}
