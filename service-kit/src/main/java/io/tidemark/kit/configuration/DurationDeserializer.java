package io.tidemark.kit.configuration;

import java.time.Duration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Reads durations the way people write them: {@code 500ms}, {@code 30s}, {@code 5m}. */
final class DurationDeserializer extends StdScalarDeserializer<Duration> {

  private static final long serialVersionUID = 1L;

  DurationDeserializer() {
    super(Duration.class);
  }

  @Override
  public Duration deserialize(JsonParser in, DeserializationContext context) {
    String text = in.getString();
    try {
      return Durations.parse(text);
    } catch (IllegalArgumentException e) {
      throw context.weirdStringException(text, Duration.class, String.valueOf(e.getMessage()));
    }
  }
}
