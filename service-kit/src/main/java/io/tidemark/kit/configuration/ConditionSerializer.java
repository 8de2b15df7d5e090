package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition.Condition;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ser.std.StdSerializer;

/** Writes a rule as its text, and {@code any} and {@code all} by their names, as a file does. */
final class ConditionSerializer extends StdSerializer<Condition> {

  private static final long serialVersionUID = 1L;

  ConditionSerializer() {
    super(Condition.class);
  }

  @Override
  public void serialize(Condition condition, JsonGenerator out, SerializationContext context) {
    switch (condition) {
      case Condition.Rule rule -> out.writeString(rule.text());
      case Condition.Any any -> write("any", any.conditions(), out, context);
      case Condition.All all -> write("all", all.conditions(), out, context);
    }
  }

  private void write(
      String name,
      Iterable<Condition> conditions,
      JsonGenerator out,
      SerializationContext context) {
    out.writeStartObject();
    out.writeName(name);
    out.writeStartArray();
    for (Condition condition : conditions) {
      serialize(condition, out, context);
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
