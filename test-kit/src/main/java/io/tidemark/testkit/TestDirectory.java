package io.tidemark.testkit;

import io.tidemark.embedded.DataDirectoryInUseException;
import io.tidemark.embedded.DataDirectoryLock;
import io.tidemark.embedded.EmbeddedServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.io.FileUtils;

/**
 * A temporary directory of one test JVM, deleted at its end. What JVMs that were killed have left,
 * servers that still run included, is cleared away when the next one claims its directory.
 */
final class TestDirectory implements AutoCloseable {

  private static final Duration CLAIM_LIMIT = Duration.ofSeconds(60);

  private final Path base;
  private final Path path;
  private final DataDirectoryLock lock;

  private TestDirectory(Path base, Path path, DataDirectoryLock lock) {
    this.base = base;
    this.path = path;
    this.lock = lock;
  }

  /** Claims a new directory under a base that all test JVMs of the user share. */
  static TestDirectory claim(Path base) {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(base, CLAIM_LIMIT)) {
      clearAbandoned(base);
      Path path = Files.createTempDirectory(base, "run-");
      return new TestDirectory(base, path, DataDirectoryLock.acquire(path));
    } catch (IOException e) {
      throw new UncheckedIOException("No directory for test servers in " + base, e);
    }
  }

  static Path kafka(Path directory) {
    return directory.resolve("kafka");
  }

  static Path database(Path directory) {
    return directory.resolve("database");
  }

  Path path() {
    return path;
  }

  /**
   * While others claim theirs this waits, or they would take what is half deleted for abandoned.
   */
  @Override
  public void close() {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(base, CLAIM_LIMIT)) {
      delete(path);
    } finally {
      lock.close();
    }
  }

  private static void clearAbandoned(Path base) throws IOException {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(base, "run-*")) {
      for (Path run : runs) {
        clearIfAbandoned(run);
      }
    }
  }

  private static void clearIfAbandoned(Path run) {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(run)) {
      EmbeddedServers.stopLeftovers(kafka(run), database(run));
      delete(run);
    } catch (DataDirectoryInUseException e) {
      // Another test JVM works there.
    }
  }

  private static void delete(Path directory) {
    try {
      FileUtils.deleteDirectory(directory.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException("Could not delete " + directory, e);
    }
  }
}
