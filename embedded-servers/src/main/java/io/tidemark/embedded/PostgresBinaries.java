package io.tidemark.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.commons.io.FileUtils;

/** The directory into which PostgreSQL's programs are unpacked, which several runs may share. */
final class PostgresBinaries {

  private static final Duration OTHERS_LIMIT = Duration.ofSeconds(60);

  /** Written last by the unpacking, so its absence tells a half-unpacked folder. */
  private static final String COMPLETE = ".exists";

  private PostgresBinaries() {}

  /**
   * Runs a start that unpacks the programs when they are missing, one run at a time; what an
   * earlier run left half-unpacked is deleted before.
   */
  static <T> T unpackedBy(Path directory, Supplier<T> start) {
    try (DataDirectoryLock _ = DataDirectoryLock.acquire(directory, OTHERS_LIMIT)) {
      deleteIncomplete(directory);
      return start.get();
    }
  }

  static void deleteIncomplete(Path directory) {
    try (DirectoryStream<Path> unpacked = Files.newDirectoryStream(directory, "PG-*")) {
      for (Path folder : unpacked) {
        if (!Files.exists(folder.resolve(COMPLETE))) {
          FileUtils.deleteDirectory(folder.toFile());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Could not clear " + directory + ": " + e.getMessage(), e);
    }
  }
}
