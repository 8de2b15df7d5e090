package io.tidemark.position.stage;

import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.configuration.StrategyDocument;
import io.tidemark.model.InstrumentId;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.KeyDeserializer;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Writes the configuration of a stage so that it can be read back: a replay is told what live was.
 */
final class StageModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  StageModule() {
    super("tidemark-stage");
    addSerializer(StrategyDefinition.class, new ToDocument());
    addDeserializer(StrategyDefinition.class, new FromDocument());
    addKeyDeserializer(InstrumentId.class, new InstrumentKey());
  }

  private static final class ToDocument extends StdSerializer<StrategyDefinition> {

    ToDocument() {
      super(StrategyDefinition.class);
    }

    @Override
    public void serialize(
        StrategyDefinition strategy, JsonGenerator out, SerializationContext context) {
      out.writeRawValue(document(strategy));
    }

    /** One that cannot be read back is traded all the same; a replay tells that it cannot be. */
    private static String document(StrategyDefinition strategy) {
      try {
        return StrategyDocument.write(strategy);
      } catch (IllegalArgumentException _) {
        return Json.mapper().writeValueAsString(strategy);
      }
    }
  }

  private static final class FromDocument extends StdDeserializer<StrategyDefinition> {

    private static final long serialVersionUID = 1L;

    FromDocument() {
      super(StrategyDefinition.class);
    }

    @Override
    public StrategyDefinition deserialize(JsonParser in, DeserializationContext context) {
      try {
        return StrategyDocument.read(context.readTree(in).toString());
      } catch (IllegalArgumentException e) {
        return context.reportInputMismatch(this, "%s", e.getMessage());
      }
    }
  }

  private static final class InstrumentKey extends KeyDeserializer {

    @Override
    public Object deserializeKey(String key, DeserializationContext context) {
      return InstrumentId.parse(key);
    }
  }
}
