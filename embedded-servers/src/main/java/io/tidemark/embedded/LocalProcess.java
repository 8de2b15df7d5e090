package io.tidemark.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A process of this machine that need not be our child, known by its pid.
 *
 * @param pid a process id, which may have ended or been given to another program since
 */
record LocalProcess(long pid) {

  private static final Path PROC = Path.of("/proc");
  private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(2);

  /** The pid in the first line of a file; empty without such a file or number. */
  static Optional<LocalProcess> fromPidFile(Path file) {
    try (var lines = Files.lines(file)) {
      return lines
          .findFirst()
          .map(String::strip)
          .filter(line -> line.matches("[1-9][0-9]{0,9}"))
          .map(line -> new LocalProcess(Long.parseLong(line)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Whether the process runs. One that has ended but was not reaped by its parent does not. */
  boolean isRunning() {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      char state = stat.charAt(stat.lastIndexOf(')') + 2);
      return state != 'Z' && state != 'X';
    } catch (IOException e) {
      return !Files.isDirectory(PROC.resolve("self"))
          && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
  }

  /** The program and its arguments; empty when the process has ended or is not ours to see. */
  List<String> commandLine() {
    try {
      String line = Files.readString(PROC.resolve(pid + "/cmdline"), StandardCharsets.ISO_8859_1);
      return line.isEmpty() ? List.of() : List.of(line.split("\0"));
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Whether an argument of a command line is a path of the same file, links followed. */
  static boolean namesFile(String argument, Path file) {
    try {
      return argument.startsWith("/") && Files.isSameFile(Path.of(argument), file);
    } catch (IOException | InvalidPathException e) {
      return false;
    }
  }

  boolean endsWithin(Duration limit) {
    return Deadline.awaits(limit, () -> !isRunning());
  }

  /** Sends a signal by name, such as {@code INT}; the caller has verified whose process it is. */
  void signal(String name) {
    try {
      Process kill =
          new ProcessBuilder("sh", "-c", "kill -\"$0\" \"$1\" 2>/dev/null", name, "" + pid).start();
      if (!kill.waitFor(SIGNAL_LIMIT)) {
        kill.destroyForcibly();
      }
    } catch (IOException e) {
      throw new EmbeddedServerException("Could not send " + name + " to process " + pid, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
