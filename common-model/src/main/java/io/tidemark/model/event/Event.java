package io.tidemark.model.event;

import java.time.Instant;

/** Something that happened, told to other services over Kafka. */
public sealed interface Event
    permits MarketEvent,
        StrategyEvent,
        ModelEvent,
        OrderIntent,
        OrderReport,
        PositionEvent,
        ControlEvent {

  /** The key of its message: messages of one key keep their order. */
  String key();

  /** When it happened, by the venue's clock; decisions use this time. */
  Instant eventTime();

  /** When this suite saw it, by the suite's clock; for measuring only. */
  Instant observedAt();

  /** The schema of this event. */
  default EventSchema eventSchema() {
    return EventSchema.of(getClass());
  }

  /** The version of its schema, as each message carries it. */
  default int version() {
    return eventSchema().version();
  }
}
