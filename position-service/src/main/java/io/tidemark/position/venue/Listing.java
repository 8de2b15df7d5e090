package io.tidemark.position.venue;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.InstrumentRules;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** An instrument as the ingestor tells it, with its rules. */
record Listing(InstrumentId instrument, InstrumentRules rules) {

  /**
   * Reads a listing, whether the rules are fields of it or under {@code rules}.
   *
   * @throws IllegalArgumentException if something is missing, is no number or is out of its range
   */
  static Listing of(JsonNode told) {
    try {
      Name name = Json.mapper().treeToValue(told, Name.class);
      JsonNode rules = told.path("rules").isObject() ? told.path("rules") : told;
      Numbers numbers = Json.mapper().treeToValue(rules, Numbers.class);
      return new Listing(name.instrument(), numbers.rules());
    } catch (JacksonException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  private static <T> T told(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }

  private record Name(@Nullable String exchange, @Nullable String symbol) {

    InstrumentId instrument() {
      return InstrumentId.of(told("exchange", exchange), told("symbol", symbol));
    }
  }

  private record Numbers(
      @Nullable BigDecimal tickSize,
      @Nullable BigDecimal quantityStep,
      @Nullable BigDecimal minimumQuantity,
      @Nullable BigDecimal minimumCost,
      @Nullable BigDecimal takerFeeRate,
      @Nullable BigDecimal makerFeeRate) {

    InstrumentRules rules() {
      return new InstrumentRules(
          told("tickSize", tickSize),
          told("quantityStep", quantityStep),
          told("minimumQuantity", minimumQuantity),
          told("minimumCost", minimumCost),
          told("takerFeeRate", takerFeeRate),
          told("makerFeeRate", makerFeeRate));
    }
  }
}
