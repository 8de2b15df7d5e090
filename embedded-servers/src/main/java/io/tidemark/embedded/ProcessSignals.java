package io.tidemark.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** What can be done to a running process of this machine besides ending it. */
public final class ProcessSignals {

  private ProcessSignals() {}

  /**
   * Lets a process stand still: it keeps its memory and connections and answers nobody, as on a
   * machine that swaps or a node that is frozen.
   */
  public static void pause(long pid) {
    new LocalProcess(pid).signal("STOP");
  }

  /** Lets a paused process go on. */
  public static void resume(long pid) {
    new LocalProcess(pid).signal("CONT");
  }

  /**
   * Lets every write of a process fail that would make a file longer than so many bytes: an error
   * of the file system, as a full disk gives.
   *
   * @throws EmbeddedServerException if this machine cannot do that
   */
  static void limitFiles(long pid, long bytes) {
    try {
      Process prlimit =
          new ProcessBuilder(
                  "prlimit", "--pid", Long.toString(pid), "--fsize=%d:unlimited".formatted(bytes))
              .redirectErrorStream(true)
              .start();
      String said =
          new String(prlimit.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (prlimit.waitFor() != 0) {
        throw new EmbeddedServerException(
            "prlimit cannot limit process %d: %s".formatted(pid, said));
      }
    } catch (IOException e) {
      throw new EmbeddedServerException(
          "prlimit, of the package util-linux, cannot be run: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
