package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.FileUtils;

/** The data directory of a PostgreSQL: whose version it is and whether its initialisation ended. */
final class PostgresData {

  private static final String MAJOR_VERSION = "18";

  private final Path directory;

  /** Beside the directory while it is being initialised, since it must be empty for that. */
  private final Path initialising;

  PostgresData(Path directory) {
    this.directory = directory;
    this.initialising = directory.resolveSibling(directory.getFileName() + ".initialising");
  }

  /**
   * Makes the directory fit to be started in. What an interrupted initialisation left is deleted:
   * nobody can have written to it yet.
   *
   * @throws EmbeddedServerException when another major version wrote it
   */
  void prepare() {
    try {
      Files.createDirectories(directory.getParent());
      if (Files.exists(initialising)) {
        FileUtils.deleteDirectory(directory.toFile());
      }
      Path version = directory.resolve("PG_VERSION");
      if (Files.exists(version)) {
        requireOurs(Files.readString(version).strip());
      } else {
        Files.writeString(initialising, "");
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not prepare " + directory + ": " + e.getMessage(), e);
    }
  }

  /** Notes that the server has started, so the directory is whole. */
  void started() {
    try {
      Files.deleteIfExists(initialising);
    } catch (IOException e) {
      throw new UncheckedIOException("Could not delete " + initialising, e);
    }
  }

  private void requireOurs(String version) {
    if (!version.equals(MAJOR_VERSION)) {
      throw new EmbeddedServerException(
          "%s was written by PostgreSQL %s, this is %s. Choose another directory, or dump and restore it."
              .formatted(directory, version, MAJOR_VERSION));
    }
  }
}
