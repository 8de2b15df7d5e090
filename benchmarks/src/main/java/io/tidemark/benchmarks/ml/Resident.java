package io.tidemark.benchmarks.ml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Memory that processes hold, as Linux tells it. */
final class Resident {

  private static final int KILO = 1024;

  private Resident() {}

  /** Megabytes that a process holds now; 0 if it is gone. */
  static double megabytes(long pid) throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / KILO)
          .findFirst()
          .orElse(0);
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      // It ended between the opening and the reading.
      if (ProcessHandle.of(pid).isEmpty()) {
        return 0;
      }
      throw e;
    }
  }
}
