package io.tidemark.launcher.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** What the suite trades under in a soak, so that a seed means the same for everybody. */
final class SoakConfiguration {

  private static final String FOLDER = "/soak/";
  private static final String SUITE = "tidemark.yaml";
  private static final List<String> STRATEGIES =
      List.of("strategies/reverter.yaml", "strategies/dipper.yaml");

  private SoakConfiguration() {}

  /**
   * Writes it into a folder.
   *
   * @return the suite's file, with its strategies beside it
   */
  static Path writeTo(Path folder) {
    STRATEGIES.forEach(name -> write(name, folder));
    return write(SUITE, folder);
  }

  private static Path write(String name, Path folder) {
    Path file = folder.resolve(name);
    try (InputStream content = SoakConfiguration.class.getResourceAsStream(FOLDER + name)) {
      if (content == null) {
        throw new IllegalStateException("the launcher lacks " + FOLDER + name);
      }
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.copy(content, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write %s".formatted(file), e);
    }
  }
}
