package io.tidemark.launcher.optimise;

import io.tidemark.backtester.search.TrialJournal;
import io.tidemark.backtester.search.TrialLine;
import io.tidemark.backtester.search.TrialRecord;
import io.tidemark.kit.codec.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The trials that are done, as lines of JSON in a file: one that says which search they are of,
 * then one a trial, written as soon as it ends. A line that was cut off by the end of the program
 * is no trial.
 */
final class TrialFile implements TrialJournal, AutoCloseable {

  private final Path file;
  private final OutputStream out;
  private final SortedMap<Integer, List<TrialRecord>> known;

  private TrialFile(Path file, OutputStream out, SortedMap<Integer, List<TrialRecord>> known) {
    this.file = file;
    this.out = out;
    this.known = known;
  }

  /**
   * Begins a journal; what the file held is gone.
   *
   * @param identity of the search, by what it is made up of
   */
  static TrialFile begin(Path file, Map<String, String> identity) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    TrialFile journal = new TrialFile(file, Files.newOutputStream(file), new TreeMap<>());
    journal.write(Json.mapper().writeValueAsString(identity));
    return journal;
  }

  /**
   * Goes on with a journal.
   *
   * @throws IllegalArgumentException if it is none, or one of another search
   * @throws IOException if it cannot be read
   */
  static TrialFile resume(Path file, Map<String, String> identity) throws IOException {
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
      requireSame(
          file, Json.mapper().readTree(lines.isEmpty() ? "{}" : lines.getFirst()), identity);
      for (String each : lines.subList(1, lines.size())) {
        TrialLine line = TrialLine.parse(each);
        known.computeIfAbsent(line.fold(), _ -> new ArrayList<>()).add(line.trial());
      }
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is no journal of trials: %s".formatted(file, e.getOriginalMessage()), e);
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(whole);
    }
    return new TrialFile(file, Files.newOutputStream(file, StandardOpenOption.APPEND), known);
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

  @Override
  public List<TrialRecord> known(int fold) {
    return List.copyOf(known.getOrDefault(fold, List.of()));
  }

  @Override
  public int known() {
    return known.values().stream().mapToInt(List::size).sum();
  }

  Path file() {
    return file;
  }

  @Override
  public void add(int fold, TrialRecord trial) throws IOException {
    write(new TrialLine(fold, trial).text());
  }

  private void write(String line) throws IOException {
    out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
