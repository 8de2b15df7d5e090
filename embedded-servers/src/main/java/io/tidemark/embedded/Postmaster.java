package io.tidemark.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The main process of the PostgreSQL that serves a data directory, ours or an earlier run's. */
final class Postmaster {

  private static final Duration FAST_LIMIT = Duration.ofSeconds(5);
  private static final Duration IMMEDIATE_LIMIT = Duration.ofSeconds(3);
  private static final Duration KILL_LIMIT = Duration.ofSeconds(5);

  private Postmaster() {}

  /** The process that serves the directory; the pid file of one that has ended counts as none. */
  static Optional<LocalProcess> find(Path dataDirectory) {
    return LocalProcess.fromPidFile(dataDirectory.resolve("postmaster.pid"))
        .filter(process -> serves(dataDirectory, process.commandLine()))
        .filter(LocalProcess::isRunning);
  }

  /** Whether the command line is {@code .../postgres ... -D <dataDirectory> ...}. */
  static boolean serves(Path dataDirectory, List<String> commandLine) {
    int option = commandLine.indexOf("-D");
    return option > 0
        && option + 1 < commandLine.size()
        && Path.of(commandLine.getFirst()).endsWith("postgres")
        && LocalProcess.namesFile(commandLine.get(option + 1), dataDirectory);
  }

  /**
   * Stops the server of the directory, if one runs: fast (its clients are cut off and everything is
   * written), else immediately (it recovers at the next start).
   *
   * @throws EmbeddedServerException when it cannot be stopped
   */
  static void stop(Path dataDirectory) {
    Optional<LocalProcess> found = find(dataDirectory);
    if (found.isEmpty()) {
      return;
    }
    LocalProcess postmaster = found.get();
    // One that was paused would not hear it.
    all(dataDirectory).forEach(process -> ProcessSignals.resume(process.pid()));
    postmaster.signal("INT");
    if (postmaster.endsWithin(FAST_LIMIT)) {
      return;
    }
    postmaster.signal("QUIT");
    if (!postmaster.endsWithin(IMMEDIATE_LIMIT)) {
      throw new EmbeddedServerException(
          "PostgreSQL in %s, pid %d, does not stop. Stop it, then start again."
              .formatted(dataDirectory, postmaster.pid()));
    }
  }

  /**
   * Ends the server of the directory and every process of it at once, as a power cut does; nothing
   * is written. Does nothing when none runs.
   *
   * @throws EmbeddedServerException when one of them does not end
   */
  static void kill(Path dataDirectory) {
    // Before the first of them ends: afterwards they are nobody's children.
    List<ProcessHandle> all = all(dataDirectory);
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      if (!new LocalProcess(process.pid()).endsWithin(KILL_LIMIT)) {
        throw new EmbeddedServerException(
            "Process %d of PostgreSQL in %s does not end. End it, then start again."
                .formatted(process.pid(), dataDirectory));
      }
    }
  }

  /** The server of the directory and every process of it; empty when none runs. */
  static List<ProcessHandle> all(Path dataDirectory) {
    Optional<ProcessHandle> postmaster =
        find(dataDirectory).flatMap(process -> ProcessHandle.of(process.pid()));
    return postmaster.stream()
        .flatMap(main -> Stream.concat(Stream.of(main), main.descendants()))
        .toList();
  }
}
