package io.tidemark.kit.configuration;

import io.tidemark.core.strategy.StrategyDefinition.Condition;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a rule, or {@code any:} or {@code all:} with a list of rules. */
final class ConditionDeserializer extends StdDeserializer<Condition> {

  private static final long serialVersionUID = 1L;

  ConditionDeserializer() {
    super(Condition.class);
  }

  @Override
  public Condition deserialize(JsonParser in, DeserializationContext context) {
    if (in.currentToken() == JsonToken.VALUE_STRING) {
      return new Condition.Rule(in.getString());
    }
    if (in.currentToken() == JsonToken.START_OBJECT) {
      String key = in.nextName();
      if ("any".equals(key) || "all".equals(key)) {
        List<Condition> nested = conditions(in, context);
        if (in.nextToken() == JsonToken.END_OBJECT) {
          return key.equals("any") ? new Condition.Any(nested) : new Condition.All(nested);
        }
      }
    }
    return context.reportInputMismatch(
        Condition.class, "a rule is a text, or any: or all: with a list of rules");
  }

  private List<Condition> conditions(JsonParser in, DeserializationContext context) {
    if (in.nextToken() != JsonToken.START_ARRAY) {
      return context.reportInputMismatch(Condition.class, "any: and all: take a list of rules");
    }
    List<Condition> conditions = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      conditions.add(deserialize(in, context));
    }
    return conditions;
  }
}
