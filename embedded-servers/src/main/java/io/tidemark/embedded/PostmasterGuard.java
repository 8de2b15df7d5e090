package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/**
 * A shell that stops a PostgreSQL when this JVM ends without having done so, however it ends: the
 * shell's standard input is this JVM's to hold open, and the system closes it.
 */
final class PostmasterGuard implements AutoCloseable {

  /** Reads until its input ends; the process is stopped only if it still is the same program. */
  private static final String SCRIPT =
      """
      trap '' INT HUP TERM
      program=$(readlink "/proc/$0/exe")
      while read -r line; do :; done
      if [ "$(readlink "/proc/$0/exe")" = "$program" ]; then kill -INT "$0"; fi
      """;

  private static final Duration END_LIMIT = Duration.ofSeconds(1);

  private final Process shell;

  private PostmasterGuard(Process shell) {
    this.shell = shell;
  }

  /** Guards a running server. */
  static PostmasterGuard of(LocalProcess postmaster) {
    try {
      return new PostmasterGuard(
          new ProcessBuilder(List.of("sh", "-c", SCRIPT, "" + postmaster.pid()))
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not guard PostgreSQL: " + e.getMessage(), e);
    }
  }

  /** Leaves the server alone from now on. */
  @Override
  public void close() {
    shell.destroyForcibly();
    Deadline.awaits(END_LIMIT, () -> !shell.isAlive());
  }
}
