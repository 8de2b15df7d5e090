package io.tidemark.kit.configuration;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.core.strategy.StrategyDefinition.Condition;
import io.tidemark.kit.codec.Json;
import java.math.BigDecimal;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/**
 * A strategy as JSON that can be read back: what journals keep of a definition. Unlike the {@link
 * StrategyLoader#canonicalForm canonical form}, numbers stay numbers, so that a parameter keeps its
 * type, and the hash is part of it.
 */
public final class StrategyDocument {

  private static final JsonMapper MAPPER =
      Json.configure(JsonMapper.builder())
          .withConfigOverride(
              BigDecimal.class,
              override -> override.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.NUMBER)))
          .addModule(
              new SimpleModule("tidemark-strategy-documents")
                  .addSerializer(Condition.class, new ConditionSerializer())
                  .addDeserializer(Condition.class, new ConditionDeserializer()))
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private StrategyDocument() {}

  /**
   * Writes a definition.
   *
   * @throws IllegalArgumentException if it would not be read back as it is, such as for a parameter
   *     of more digits than a double holds
   */
  public static String write(StrategyDefinition strategy) {
    String document = MAPPER.writeValueAsString(strategy);
    if (!read(document).equals(strategy)) {
      throw new IllegalArgumentException(
          "strategy %s cannot be kept as it is: a number has too many digits"
              .formatted(strategy.id()));
    }
    return document;
  }

  /**
   * Reads a definition that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if it is none that this version knows
   */
  public static StrategyDefinition read(String document) {
    try {
      return MAPPER.readValue(document, StrategyDefinition.class);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "the strategy on record cannot be read: " + e.getOriginalMessage(), e);
    }
  }
}
