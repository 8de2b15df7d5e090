package io.tidemark.launcher.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a process holds at a moment, as Linux tells it under {@code /proc}.
 *
 * @param pid another one after a restart
 * @param ageSeconds since it was started
 * @param memoryBytes resident and its own: without pages of files and pages it shares
 * @param openFiles sockets and pipes included
 * @param cpuSeconds since it was started
 */
record ProcessFigures(
    long pid, double ageSeconds, long memoryBytes, int threads, int openFiles, double cpuSeconds) {

  private static final Path PROC = Path.of("/proc");
  private static final String MEMORY = "RssAnon:";
  private static final String THREADS = "Threads:";

  /**
   * Makes sure that processes can be read here.
   *
   * @throws IllegalStateException if they cannot
   */
  static void requireReadable() {
    if (of(ProcessHandle.current()).isEmpty()) {
      throw new IllegalStateException(
          "soak reads what processes hold from /proc/PID/status and /proc/PID/fd, which this system"
              + " does not tell; run it on Linux");
    }
  }

  /** Of one process; empty if it has ended. */
  static Optional<ProcessFigures> of(ProcessHandle process) {
    Path folder = PROC.resolve(Long.toString(process.pid()));
    try (Stream<Path> open = Files.list(folder.resolve("fd"))) {
      List<String> status = Files.readAllLines(folder.resolve("status"));
      long memory = number(status, MEMORY);
      ProcessHandle.Info info = process.info();
      Instant started = info.startInstant().orElseGet(Instant::now);
      return memory < 0
          ? Optional.empty()
          : Optional.of(
              new ProcessFigures(
                  process.pid(),
                  Duration.between(started, Instant.now()).toMillis() / 1e3,
                  memory * 1024,
                  (int) number(status, THREADS),
                  (int) open.count(),
                  info.totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Of a process and all it has started, added up; empty if it has ended. */
  static Optional<ProcessFigures> withChildren(ProcessHandle process) {
    return of(process)
        .map(
            own ->
                process
                    .descendants()
                    .flatMap(child -> of(child).stream())
                    .reduce(own, ProcessFigures::plus));
  }

  private ProcessFigures plus(ProcessFigures child) {
    return new ProcessFigures(
        pid,
        ageSeconds,
        memoryBytes + child.memoryBytes,
        threads + child.threads,
        openFiles + child.openFiles,
        cpuSeconds + child.cpuSeconds);
  }

  /** The number of a line such as {@code Threads: 12}; -1 without one, as of one that has ended. */
  private static long number(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip().split(" ", 2)[0])
        .mapToLong(Long::parseLong)
        .findFirst()
        .orElse(-1);
  }
}
