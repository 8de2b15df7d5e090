package io.tidemark.backtester.search;

import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.split.HoldOutOpening;
import io.tidemark.kit.codec.Json;
import java.io.StringWriter;
import java.time.Instant;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** A look at a hold-out as a ledger keeps it: one line of JSON. */
public final class HoldOutLine {

  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private HoldOutLine() {}

  /** The line, without its end. */
  public static String text(HoldOutOpening opening) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = Json.mapper().createGenerator(text)) {
      json.writeStartObject();
      json.writeStringProperty("data", opening.dataDigest());
      json.writeStringProperty("from", opening.span().from().toString());
      json.writeStringProperty("to", opening.span().to().toString());
      json.writeStringProperty("search", opening.searchDigest());
      json.writeName("chosen");
      TrialJson.write(json, opening.chosen());
      json.writeStringProperty("digest", opening.digest());
      json.writeEndObject();
    }
    return text.toString();
  }

  /**
   * Reads a line.
   *
   * @throws tools.jackson.core.JacksonException if it is no look at a hold-out
   */
  public static HoldOutOpening parse(String text) {
    JsonNode node = READER.readTree(text);
    return new HoldOutOpening(
        node.required("data").asString(),
        new Span(
            Instant.parse(node.required("from").asString()),
            Instant.parse(node.required("to").asString())),
        node.required("search").asString(),
        TrialLine.assignment(node.required("chosen")),
        node.required("digest").asString());
  }
}
