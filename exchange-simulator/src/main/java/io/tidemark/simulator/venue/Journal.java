package io.tidemark.simulator.venue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * An append-only file of JSON lines. An entry is with the operating system before the request that
 * made it is answered, so it outlives a kill of the process (not a power cut).
 */
final class Journal implements AutoCloseable {

  private final FileChannel channel;
  private final List<JournalEntry> entries;

  private Journal(FileChannel channel, List<JournalEntry> entries) {
    this.channel = channel;
    this.entries = entries;
  }

  /**
   * Opens {@code venue.jsonl} in a directory, made if it is missing. A last line that was not
   * written whole is cut off.
   *
   * @throws IllegalStateException if a line before the last cannot be read
   * @throws UncheckedIOException if the directory cannot be used
   */
  static Journal open(Path directory) {
    Path file = directory.resolve("venue.jsonl");
    try {
      Files.createDirectories(directory);
      byte[] bytes = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
      int end = endOfWholeLines(bytes);
      List<JournalEntry> entries = decode(file, new String(bytes, 0, end, StandardCharsets.UTF_8));
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(end);
      channel.position(end);
      return new Journal(channel, entries);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the venue's journal " + file, e);
    }
  }

  private static int endOfWholeLines(byte[] bytes) {
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] != '\n') {
      end--;
    }
    return end;
  }

  private static List<JournalEntry> decode(Path file, String text) {
    List<JournalEntry> entries = new ArrayList<>();
    for (String line : text.lines().toList()) {
      try {
        entries.add(JournalCodec.decode(line));
      } catch (RuntimeException e) {
        throw new IllegalStateException(
            "%s, line %d is damaged: %s; restore the file or start on an empty directory"
                .formatted(file, entries.size() + 1, e.getMessage()),
            e);
      }
    }
    return entries;
  }

  /** What was in the file when it was opened. */
  List<JournalEntry> entries() {
    return entries;
  }

  void write(List<JournalEntry> batch) {
    StringBuilder lines = new StringBuilder();
    batch.forEach(entry -> lines.append(JournalCodec.encode(entry)).append('\n'));
    ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the venue's journal cannot be written; free its disk", e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the venue's journal cannot be closed", e);
    }
  }
}
