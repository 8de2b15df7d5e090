package io.tidemark.kit.codec;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.tidemark.model.event.Event;
import io.tidemark.model.event.EventSchema;
import java.math.BigDecimal;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;

/**
 * The suite's one way to write JSON: decimals as plain strings, times as ISO-8601 in UTC, absent
 * values left out, unknown fields ignored.
 */
public final class Json {

  private static final JsonMapper MAPPER = configure(JsonMapper.builder()).build();

  private Json() {}

  /** The shared mapper. */
  public static JsonMapper mapper() {
    return MAPPER;
  }

  /** Applies the suite's conventions to a mapper's builder. */
  public static <B extends MapperBuilder<?, B>> B configure(B builder) {
    builder
        .addModule(new ValueModule())
        .addMixIn(Event.class, EventMixin.class)
        .withConfigOverride(
            BigDecimal.class,
            override -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
        .changeDefaultPropertyInclusion(
            inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
        .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    for (EventSchema schema : EventSchema.values()) {
      builder.registerSubtypes(new NamedType(schema.type(), schema.schemaName()));
    }
    return builder;
  }
}
