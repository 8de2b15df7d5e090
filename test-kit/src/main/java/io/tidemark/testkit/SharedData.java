package io.tidemark.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * Recorded market data and reference tables, kept in a folder {@code shared} beside the repository
 * rather than in it. The environment variable {@code TIDEMARK_SHARED} names another place.
 */
public final class SharedData {

  private SharedData() {}

  /**
   * A file or folder of the shared data.
   *
   * @param relative its path below the shared folder, such as {@code data/ohlcv/1h}
   * @return where it is; when it is absent, the test that asks is skipped with a message
   */
  public static Path assume(String relative) {
    Path file = directory().resolve(relative);
    Assumptions.assumeTrue(
        Files.exists(file),
        () -> "Skipped: there is no " + file + ". TIDEMARK_SHARED can name another folder.");
    return file;
  }

  private static Path directory() {
    String variable = System.getenv("TIDEMARK_SHARED");
    return variable != null ? Path.of(variable) : beside(repository());
  }

  static Path beside(Path repository) {
    return repository.resolveSibling("shared");
  }

  private static Path repository() {
    String property = System.getProperty("tidemark.root");
    Path start = Path.of(property == null ? System.getProperty("user.dir") : property);
    return property == null
        ? repositoryAround(start).orElse(start.toAbsolutePath())
        : start.toAbsolutePath();
  }

  /** The nearest folder from here upwards that holds the modules. */
  static Optional<Path> repositoryAround(Path directory) {
    return Stream.<Path>iterate(
            directory.toAbsolutePath().normalize(), path -> path != null, Path::getParent)
        .filter(path -> Files.exists(path.resolve("pom.xml")))
        .filter(path -> Files.isDirectory(path.resolve("common-model")))
        .findFirst();
  }
}
