package io.tidemark.position.stage;

import io.tidemark.model.event.Event;

/**
 * An event that an input led to, or leads to again.
 *
 * @param sequence of the input
 * @param number from 1, of the input's events
 */
record RecordedEvent(long sequence, int number, Event event) {

  String subject() {
    return "input %012d, event %03d, %s"
        .formatted(sequence, number, event.eventSchema().schemaName());
  }

  /** Events are records. */
  Record content() {
    return (Record) event;
  }
}
