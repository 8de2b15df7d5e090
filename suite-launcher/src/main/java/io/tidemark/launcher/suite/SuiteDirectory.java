package io.tidemark.launcher.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where one suite keeps its data between runs.
 *
 * @param root such as {@code .tidemark/demo}
 */
public record SuiteDirectory(Path root) {

  public SuiteDirectory {
    root = root.toAbsolutePath().normalize();
  }

  /** The folder of a suite under the data folder that {@code ./tidemark} names. */
  public static SuiteDirectory named(String suite) {
    return new SuiteDirectory(
        Path.of(System.getProperty("tidemark.data", ".tidemark")).resolve(suite));
  }

  /** Kafka's log directory. */
  public Path kafka() {
    return root.resolve("kafka");
  }

  /** Postgres' data directory. */
  public Path postgres() {
    return root.resolve("postgres");
  }

  /** Postgres' programs; shared by all suites of this machine. */
  public Path postgresBinaries() {
    return root.resolveSibling("postgres-binaries");
  }

  /** The simulator's ledger and clock. */
  public Path simulator() {
    return root.resolve("simulator");
  }

  /** The key of the suite that runs; only while it does, and only if it made one. */
  Path apiKey() {
    return root.resolve("api-key");
  }

  /** The logs. */
  public Path logs() {
    return root.resolve("logs");
  }

  /** Creates the folders that do not create themselves. */
  public void create() {
    try {
      Files.createDirectories(root);
      Files.createDirectories(logs());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot create %s; check its permissions".formatted(root), e);
    }
  }

  /** Deletes what a replay left, logs excepted. */
  public void deleteData() {
    for (Path folder : new Path[] {kafka(), postgres(), simulator()}) {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path entry : entries.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(entry);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete %s".formatted(folder), e);
    }
  }
}
