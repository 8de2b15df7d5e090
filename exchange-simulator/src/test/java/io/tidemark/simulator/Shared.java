package io.tidemark.simulator;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Recorded data beside the checkout; tests that need them are skipped where they are missing. */
public final class Shared {
  private Shared() {}

  /** The file or directory at {@code path} under the shared data. */
  public static Path data(String path) {
    Path root =
        Optional.ofNullable(System.getenv("TIDEMARK_SHARED"))
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("tidemark.root", ".."), "..", "shared"));
    Path file = root.resolve("data").resolve(path);
    assumeThat(Files.exists(file))
        .as("recorded data at %s; set TIDEMARK_SHARED to where they are", file)
        .isTrue();
    return file;
  }

  public static InputStream unzip(Path file) throws IOException {
    return new GZIPInputStream(Files.newInputStream(file));
  }
}
