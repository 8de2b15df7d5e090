package io.tidemark.kit.configuration;

import java.nio.file.Path;

/** A configuration cannot be used. The message is one line: where, what, and what to do. */
public final class ConfigurationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }

  static ConfigurationException at(Path file, int line, String key, String problem) {
    String place = line > 0 ? file + ":" + line : file.toString();
    return new ConfigurationException(
        key.isEmpty()
            ? "%s: %s".formatted(place, problem)
            : "%s: %s: %s".formatted(place, key, problem));
  }
}
