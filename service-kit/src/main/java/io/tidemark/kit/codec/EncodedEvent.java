package io.tidemark.kit.codec;

import io.tidemark.model.event.Event;

/**
 * An event with its bytes, for those who need these more than once.
 *
 * @param bytes as {@link EventCodec#encode} writes them; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedEvent(Event event, byte[] bytes) {

  /** Encodes an event. */
  public static EncodedEvent of(Event event) {
    return new EncodedEvent(event, EventCodec.encode(event));
  }
}
