package io.tidemark.exchange.kraken;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds recorded venue data beside the repository; a test that needs it is skipped without it. */
final class SharedData {

  private SharedData() {}

  static Path require(String relative) {
    String shared = System.getenv("TIDEMARK_SHARED");
    Path root =
        shared != null
            ? Path.of(shared)
            : Path.of(System.getProperty("tidemark.root", ".")).resolve("../shared");
    Path file = root.resolve("data").resolve(relative);
    assumeTrue(Files.exists(file), () -> "recorded data is not here: " + relative);
    return file;
  }

  static String text(String relative) {
    try {
      return Files.readString(require(relative));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
