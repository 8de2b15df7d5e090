package io.tidemark.launcher.faults;

import io.tidemark.launcher.suite.SuiteDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What the suite trades under in a fault run, so that a seed means the same for everybody. */
final class FaultConfiguration {

  private static final String FOLDER = "/faults/";
  private static final String SUITE = "tidemark.yaml";
  private static final List<String> STRATEGIES =
      List.of("strategies/follower.yaml", "strategies/fader.yaml");

  private FaultConfiguration() {}

  /**
   * Writes it into the suite's folder.
   *
   * @return the suite's file, with its strategies beside it
   */
  static Path writeTo(SuiteDirectory directory) {
    Path folder = directory.root().resolve("config");
    STRATEGIES.forEach(name -> write(name, folder));
    return write(SUITE, folder);
  }

  private static Path write(String name, Path folder) {
    Path file = folder.resolve(name);
    try (InputStream content = FaultConfiguration.class.getResourceAsStream(FOLDER + name)) {
      if (content == null) {
        throw new IllegalStateException("the launcher lacks " + FOLDER + name);
      }
      Files.createDirectories(file.getParent());
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(file), e);
    }
  }
}
