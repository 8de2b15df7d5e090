package io.tidemark.embedded;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Where and how an {@link EmbeddedDatabase} runs.
 *
 * @param dataDirectory the cluster's data, initialised when missing or empty; relative paths are
 *     made absolute
 * @param binariesDirectory the server's programs are unpacked here once; may be shared by several
 *     data directories
 * @param port loopback port, 1 to 65535
 * @param database name of the database, created when missing: lower-case letters, digits and
 *     underscores, at most 63 characters, a letter first
 * @param logFile what the server writes is appended here
 */
public record DatabaseSettings(
    Path dataDirectory, Path binariesDirectory, int port, String database, Path logFile) {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

  /** Validates every value. */
  public DatabaseSettings {
    Ports.requireValid("port", port);
    if (!NAME.matcher(database).matches()) {
      throw new IllegalArgumentException(
          "database must match " + NAME.pattern() + ", but is '" + database + "'");
    }
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    binariesDirectory = binariesDirectory.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
  }
}
