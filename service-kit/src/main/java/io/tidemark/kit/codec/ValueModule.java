package io.tidemark.kit.codec;

import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.util.function.Function;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdScalarSerializer;

/** Writes value types as the strings people write: {@code "770.1"}, {@code "BTC/USD"}. */
final class ValueModule extends SimpleModule {

  private static final long serialVersionUID = 1L;

  ValueModule() {
    super("tidemark-values");
    text(Price.class, Price::of);
    text(Quantity.class, Quantity::of);
    text(Symbol.class, Symbol::parse);
    text(Timeframe.class, Timeframe::parse);
  }

  private <T> void text(Class<T> type, Function<String, T> parse) {
    addSerializer(type, new ToText<>(type));
    addDeserializer(type, new FromText<>(type, parse));
  }

  private static final class ToText<T> extends StdScalarSerializer<T> {

    ToText(Class<T> type) {
      super(type);
    }

    @Override
    public void serialize(T value, JsonGenerator out, SerializationContext context) {
      out.writeString(value.toString());
    }
  }

  private static final class FromText<T> extends StdScalarDeserializer<T> {

    private final transient Function<String, T> parse;

    FromText(Class<T> type, Function<String, T> parse) {
      super(type);
      this.parse = parse;
    }

    @Override
    public T deserialize(JsonParser in, DeserializationContext context) {
      String text = in.getString();
      try {
        return parse.apply(text);
      } catch (IllegalArgumentException e) {
        throw context.weirdStringException(text, handledType(), String.valueOf(e.getMessage()));
      }
    }
  }
}
