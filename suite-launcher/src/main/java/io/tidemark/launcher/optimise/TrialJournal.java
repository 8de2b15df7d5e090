package io.tidemark.launcher.optimise;

import io.tidemark.core.backtest.sweep.TrialOutcome;
import io.tidemark.core.optimise.objective.TrialFigures;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.kit.codec.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * The trials that are done, as lines of JSON in a file: one that says which search they are of,
 * then one a trial, written as soon as it ends. A line that was cut off by the end of the program
 * is no trial.
 */
final class TrialJournal implements AutoCloseable {

  private static final ObjectReader READER =
      Json.mapper().reader().with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Path file;
  private final OutputStream out;
  private final SortedMap<Integer, List<TrialRecord>> known;

  private TrialJournal(Path file, OutputStream out, SortedMap<Integer, List<TrialRecord>> known) {
    this.file = file;
    this.out = out;
    this.known = known;
  }

  /**
   * Begins a journal; what the file held is gone.
   *
   * @param identity of the search, by what it is made up of
   */
  static TrialJournal begin(Path file, Map<String, String> identity) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    OutputStream out = Files.newOutputStream(file);
    out.write(line(identity));
    out.flush();
    return new TrialJournal(file, out, new TreeMap<>());
  }

  /**
   * Goes on with a journal.
   *
   * @throws IllegalArgumentException if it is none, or one of another search
   * @throws IOException if it cannot be read
   */
  static TrialJournal resume(Path file, Map<String, String> identity) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file %s to resume".formatted(file), e);
    }
    int whole = bytes.length;
    while (whole > 0 && bytes[whole - 1] != '\n') {
      whole--;
    }
    List<String> lines = new String(bytes, 0, whole, StandardCharsets.UTF_8).lines().toList();
    SortedMap<Integer, List<TrialRecord>> known = new TreeMap<>();
    try {
      requireSame(file, READER.readTree(lines.isEmpty() ? "{}" : lines.getFirst()), identity);
      for (String each : lines.subList(1, lines.size())) {
        JsonNode node = READER.readTree(each);
        known.computeIfAbsent(node.path("fold").asInt(), _ -> new ArrayList<>()).add(read(node));
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is no journal of trials: %s".formatted(file, e.getOriginalMessage()), e);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
    return new TrialJournal(file, Files.newOutputStream(file, StandardOpenOption.APPEND), known);
  }

  private static void requireSame(Path file, JsonNode first, Map<String, String> identity) {
    if (!first.has("search")) {
      throw new IllegalArgumentException(file + " is no journal of trials");
    }
    identity.forEach(
        (name, value) -> {
          String other = first.path(name).asString("");
          if (!other.equals(value)) {
            throw new IllegalArgumentException(
                "%s is the journal of another search: its %s is %s, here it is %s"
                    .formatted(file, name, other, value));
          }
        });
  }

  /** The trials that were done when it was opened, in the order they ended. */
  List<TrialRecord> known(int fold) {
    return List.copyOf(known.getOrDefault(fold, List.of()));
  }

  /** How many trials were done when it was opened. */
  int known() {
    return known.values().stream().mapToInt(List::size).sum();
  }

  Path file() {
    return file;
  }

  /** Adds a trial; once this returns, the operating system has it. */
  void add(int fold, TrialRecord trial) throws IOException {
    out.write(line(fold, trial));
    out.flush();
  }

  private static byte[] line(Map<String, String> identity) {
    return (Json.mapper().writeValueAsString(identity) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] line(int fold, TrialRecord trial) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = Json.mapper().createGenerator(bytes)) {
      json.writeStartObject();
      json.writeNumberProperty("fold", fold);
      json.writeNumberProperty("number", trial.number());
      json.writeName("assignment");
      TrialJson.write(json, trial.assignment());
      TrialOutcome outcome = trial.outcome();
      if (outcome == null) {
        json.writeStringProperty("problem", Objects.requireNonNull(trial.problem()));
      } else {
        json.writePOJOProperty("figures", outcome.figures());
        json.writeName("returns");
        double[] returns = outcome.dailyReturns();
        json.writeArray(returns, 0, returns.length);
      }
      json.writeEndObject();
    }
    bytes.write('\n');
    return bytes.toByteArray();
  }

  private static TrialRecord read(JsonNode node) {
    int number = node.required("number").asInt();
    Assignment assignment = assignment(node.required("assignment"));
    if (node.has("problem")) {
      return new TrialRecord(number, assignment, null, node.get("problem").asString());
    }
    JsonNode returns = node.required("returns");
    double[] values = new double[returns.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = returns.get(i).doubleValue();
    }
    TrialFigures figures = Json.mapper().treeToValue(node.required("figures"), TrialFigures.class);
    return new TrialRecord(number, assignment, new TrialOutcome(figures, values), null);
  }

  /** An assignment that {@link TrialJson} wrote. */
  static Assignment assignment(JsonNode node) {
    Map<String, Object> values = new LinkedHashMap<>();
    node.properties()
        .forEach(
            each -> {
              JsonNode value = each.getValue();
              values.put(
                  each.getKey(),
                  value.isNumber()
                      ? value.decimalValue()
                      : value.isBoolean() ? (Object) value.booleanValue() : value.asString());
            });
    return new Assignment(values);
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
