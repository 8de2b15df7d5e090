package io.tidemark.launcher.suite;

import io.tidemark.embedded.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** The role that Grafana reads the suite's own Postgres with; it can change nothing. */
final class ReadingRole {

  /** Of {@code config/postgres}, where other databases get the role from, too. */
  private static final String SCRIPT = "grafana-role.sql";

  private ReadingRole() {}

  /**
   * Makes the role, unless it is there, and lets it read what there is and what will be.
   *
   * @throws IllegalStateException if the database refuses
   */
  static void grant(EmbeddedDatabase database) {
    try (Connection connection =
            DriverManager.getConnection(
                database.jdbcUrl(), database.username(), database.password());
        Statement statement = connection.createStatement()) {
      statement.execute(script());
    } catch (SQLException e) {
      throw new IllegalStateException(
          "The role that Grafana reads with cannot be made: " + e.getMessage(), e);
    }
  }

  private static String script() {
    try (InputStream script = ReadingRole.class.getResourceAsStream(SCRIPT)) {
      if (script == null) {
        throw new IllegalStateException(SCRIPT + " is not on the class path; build the suite anew");
      }
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(SCRIPT + " cannot be read", e);
    }
  }
}
