package io.tidemark.launcher.optimise;

import io.tidemark.core.history.Span;
import io.tidemark.core.optimise.split.HoldOutOpening;
import io.tidemark.kit.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Every look at a hold-out that was taken on this machine, a line of JSON each, kept for good. */
final class HoldOutLedger {

  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Path file;

  HoldOutLedger(Path folder) {
    this.file = folder.resolve("hold-outs.jsonl");
  }

  /**
   * All looks, in order.
   *
   * @throws IOException if the file is there and cannot be read
   */
  List<HoldOutOpening> openings() throws IOException {
    List<HoldOutOpening> openings = new ArrayList<>();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        openings.add(read(line));
      }
    }
    return openings;
  }

  private HoldOutOpening read(String line) throws IOException {
    try {
      JsonNode node = READER.readTree(line);
      return new HoldOutOpening(
          node.required("data").asString(),
          new Span(
              Instant.parse(node.required("from").asString()),
              Instant.parse(node.required("to").asString())),
          node.required("search").asString(),
          TrialJournal.assignment(node.required("chosen")),
          node.required("digest").asString());
    } catch (JacksonException e) {
      throw new IOException(
          "%s cannot be read: %s; it tells which hold-outs were looked at, so mend it or move it away"
              .formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Keeps a look; to be done before it is taken. */
  void add(HoldOutOpening opening) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.mapper().createGenerator(line)) {
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
    line.write('\n');
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.write(file, line.toByteArray(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
