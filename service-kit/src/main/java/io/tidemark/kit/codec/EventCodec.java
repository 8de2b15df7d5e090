package io.tidemark.kit.codec;

import io.tidemark.model.event.Event;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;

/** Events to and from the bytes of a Kafka message. */
public final class EventCodec {

  private static final ObjectWriter WRITER = Json.mapper().writerFor(Event.class);
  private static final ObjectReader READER = Json.mapper().readerFor(Event.class);

  private EventCodec() {}

  /** The event as JSON in UTF-8, with {@code schema} and {@code version}. */
  public static byte[] encode(Event event) {
    return WRITER.writeValueAsBytes(event);
  }

  /**
   * The event that {@code message} holds.
   *
   * @throws UnreadableEventException if it is no event of this suite; the message says why
   */
  public static Event decode(byte[] message) {
    try {
      return READER.readValue(message);
    } catch (JacksonException e) {
      throw new UnreadableEventException(String.valueOf(e.getOriginalMessage()), e);
    } catch (IllegalArgumentException e) {
      throw new UnreadableEventException(String.valueOf(e.getMessage()), e);
    }
  }

  /** A message that holds no event of this suite. */
  public static final class UnreadableEventException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableEventException(String message, Throwable cause) {
      super(message, cause);
    }
  }
}
