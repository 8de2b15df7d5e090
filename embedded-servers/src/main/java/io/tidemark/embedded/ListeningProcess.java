package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Finds in {@code /proc} which process listens on a port. */
final class ListeningProcess {

  private static final Path PROC = Path.of("/proc");
  private static final String LISTEN = "0A";
  private static final int COLUMN_LOCAL_ADDRESS = 1;
  private static final int COLUMN_STATE = 3;
  private static final int COLUMN_INODE = 9;
  private static final int LONGEST_COMMAND = 120;

  private ListeningProcess() {}

  /** The pid and command of the listener; empty where {@code /proc} does not show it. */
  static Optional<String> find(int port) {
    Set<String> sockets = new HashSet<>();
    for (String table : List.of("net/tcp", "net/tcp6")) {
      try (Stream<String> lines = Files.lines(PROC.resolve(table))) {
        listeners(lines, port).map(inode -> "socket:[" + inode + "]").forEach(sockets::add);
      } catch (IOException | UncheckedIOException e) {
        return Optional.empty();
      }
    }
    return sockets.isEmpty() ? Optional.empty() : ownerOf(sockets).map(ListeningProcess::describe);
  }

  /** Inodes of the sockets that listen on the port, from the lines of {@code /proc/net/tcp}. */
  static Stream<String> listeners(Stream<String> table, int port) {
    String suffix = ":%04X".formatted(port);
    return table
        .map(line -> line.strip().split("\\s+"))
        .filter(columns -> columns.length > COLUMN_INODE)
        .filter(columns -> columns[COLUMN_STATE].equals(LISTEN))
        .filter(columns -> columns[COLUMN_LOCAL_ADDRESS].endsWith(suffix))
        .map(columns -> columns[COLUMN_INODE]);
  }

  private static Optional<LocalProcess> ownerOf(Set<String> sockets) {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path process : processes) {
        if (holdsAny(process, sockets)) {
          return Optional.of(new LocalProcess(Long.parseLong(process.getFileName().toString())));
        }
      }
    } catch (IOException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** False also for a process whose files this user may not see, or which has ended meanwhile. */
  private static boolean holdsAny(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        if (sockets.contains(targetOf(descriptor))) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static String targetOf(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString();
    } catch (IOException e) {
      return "";
    }
  }

  private static String describe(LocalProcess process) {
    String command = String.join(" ", process.commandLine());
    String shown =
        command.length() <= LONGEST_COMMAND
            ? command
            : command.substring(0, LONGEST_COMMAND) + "...";
    return "pid %d (%s)".formatted(process.pid(), shown);
  }
}
