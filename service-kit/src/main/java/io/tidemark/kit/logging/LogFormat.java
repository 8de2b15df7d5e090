package io.tidemark.kit.logging;

import java.util.Arrays;
import java.util.Optional;

/** How a line looks. */
enum LogFormat {
  /** {@code key=value} pairs. */
  LOGFMT,
  /** One JSON object. */
  JSON;

  /** The one of a name in any case; empty if there is none. */
  static Optional<LogFormat> of(String name) {
    return Arrays.stream(values())
        .filter(format -> format.name().equalsIgnoreCase(name.strip()))
        .findFirst();
  }
}
