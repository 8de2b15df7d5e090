package io.tidemark.launcher.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What commands assume when they are not told. */
final class Defaults {

  private Defaults() {}

  /** The given configuration, or the repository's own. */
  static Path configuration(@Nullable Path given) {
    return given != null
        ? given
        : Path.of(System.getProperty("tidemark.root", "."), "config", "tidemark.yaml");
  }
}
