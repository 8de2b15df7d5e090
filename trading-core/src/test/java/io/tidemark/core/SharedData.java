package io.tidemark.core;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Recorded data and reference tables that lie beside the project; tests skip without them. */
public final class SharedData {
  private SharedData() {}

  /** Opens a gzipped file; skips the test if it is not there. */
  public static BufferedReader open(String relativePath) throws IOException {
    return new BufferedReader(
        new InputStreamReader(
            new GZIPInputStream(Files.newInputStream(existing(relativePath))),
            StandardCharsets.UTF_8));
  }

  /** The lines of a text file; skips the test if it is not there. */
  public static List<String> lines(String relativePath) throws IOException {
    return Files.readAllLines(existing(relativePath));
  }

  private static Path existing(String relativePath) {
    Path file = root().resolve(relativePath);
    assumeTrue(Files.exists(file), () -> "no recorded data at " + file);
    return file;
  }

  private static Path root() {
    String configured = System.getenv("TIDEMARK_SHARED");
    return configured != null
        ? Path.of(configured)
        : Path.of(System.getProperty("tidemark.root", "."), "..", "shared");
  }
}
