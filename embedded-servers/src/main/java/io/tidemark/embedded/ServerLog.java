package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a server has written to its log since it was started.
 *
 * @param file the log, to which earlier runs have written too
 * @param start its size in bytes when this run started
 */
record ServerLog(Path file, long start) {

  private static final int LINES = 15;
  private static final int BYTES = 16 * 1024;

  /** From the present end of the file on; creates the folder that it is in. */
  static ServerLog fromEndOf(Path file) {
    try {
      Files.createDirectories(file.getParent());
      return new ServerLog(file, Files.exists(file) ? Files.size(file) : 0);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not write to " + file + ": " + e.getMessage(), e);
    }
  }

  /** Whether the last lines hold the text. */
  boolean contains(String text) {
    return lastLines().stream().anyMatch(line -> line.contains(text));
  }

  /** The last lines, for the message of an exception. */
  String describe() {
    List<String> lines = lastLines();
    return lines.isEmpty()
        ? "It wrote nothing to " + file + "."
        : "Last lines of " + file + ":\n  " + String.join("\n  ", lines);
  }

  private List<String> lastLines() {
    try (FileChannel channel = FileChannel.open(file)) {
      channel.position(Math.max(start, channel.size() - BYTES));
      ByteBuffer end = ByteBuffer.allocate(BYTES);
      while (end.hasRemaining() && channel.read(end) >= 0) {}
      List<String> lines = StandardCharsets.UTF_8.decode(end.flip()).toString().lines().toList();
      return lines.subList(Math.max(0, lines.size() - LINES), lines.size());
    } catch (IOException e) {
      return List.of();
    }
  }
}
