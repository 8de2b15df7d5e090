package io.tidemark.embedded;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * A PostgreSQL 18 that keeps what it has committed, reached over loopback.
 *
 * <p>The server is stopped when this JVM ends, even when that is killed, and does not react to
 * Ctrl-C in the terminal. One that is left all the same is stopped by the next start in its
 * directory.
 */
public final class EmbeddedDatabase implements AutoCloseable {

  private static final String SUPERUSER = "postgres";

  private final DatabaseSettings settings;
  private final EmbeddedPostgres server;
  private final PostmasterGuard guard;

  private EmbeddedDatabase(
      DatabaseSettings settings, EmbeddedPostgres server, PostmasterGuard guard) {
    this.settings = settings;
    this.server = server;
    this.guard = guard;
  }

  /**
   * Starts the server, creates the database when it is missing, and waits until it answers. The
   * first start unpacks the programs and initialises the directory. A server that an earlier run
   * left in the directory is stopped first; the caller makes sure, with a {@link
   * DataDirectoryLock}, that no other run is using it.
   *
   * @throws EmbeddedServerException when the server does not start; the message ends with the last
   *     lines of its log
   */
  public static EmbeddedDatabase start(DatabaseSettings settings) {
    stopLeftover(settings.dataDirectory());
    EmbeddedPostgres server = startServer(settings);
    EmbeddedDatabase database = new EmbeddedDatabase(settings, server, guard(settings));
    try {
      database.createMissing(settings.database());
      return database;
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  /**
   * Stops the server that a killed run left behind. Does nothing when there is none. Only a process
   * whose command line is a PostgreSQL on this directory is touched.
   *
   * @throws EmbeddedServerException when it cannot be stopped
   */
  public static void stopLeftover(Path dataDirectory) {
    Postmaster.stop(dataDirectory.toAbsolutePath().normalize());
  }

  /** Address of the database for JDBC, without user and password. */
  public String jdbcUrl() {
    return jdbcUrl(settings.database());
  }

  /** The superuser, who may connect over loopback with any password. */
  public String username() {
    return SUPERUSER;
  }

  /** The password to give where one is required; the server does not check it. */
  public String password() {
    return SUPERUSER;
  }

  /** Whether the server's main process runs. */
  public boolean isAlive() {
    return Postmaster.find(settings.dataDirectory()).isPresent();
  }

  /** Process id of the server's main process, 0 when it does not run. */
  public long pid() {
    return Postmaster.find(settings.dataDirectory()).map(LocalProcess::pid).orElse(0L);
  }

  /**
   * Kills the server with all its processes, as a power cut does. What was committed is there at
   * the next {@link #start}.
   */
  public void kill() {
    Postmaster.kill(settings.dataDirectory());
    close();
  }

  /** Lets the server stand still with all its processes until {@link #resume}. */
  void pause() {
    Postmaster.all(settings.dataDirectory())
        .forEach(process -> ProcessSignals.pause(process.pid()));
  }

  /** Lets a paused server go on. */
  void resume() {
    Postmaster.all(settings.dataDirectory())
        .forEach(process -> ProcessSignals.resume(process.pid()));
  }

  /** Stops the server: its clients are cut off and everything is written; bounded by 8 s. */
  @Override
  public void close() {
    guard.close();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("Could not release " + settings.dataDirectory(), e);
    } finally {
      Postmaster.stop(settings.dataDirectory());
    }
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://127.0.0.1:" + settings.port() + "/" + database;
  }

  private void createMissing(String name) {
    try (Connection connection =
            DriverManager.getConnection(jdbcUrl(SUPERUSER), SUPERUSER, password());
        Statement statement = connection.createStatement();
        var found =
            statement.executeQuery("select 1 from pg_database where datname = '" + name + "'")) {
      if (!found.next()) {
        statement.execute("create database \"" + name + "\"");
      }
    } catch (SQLException e) {
      throw new EmbeddedServerException(
          "Could not create the database " + name + ": " + e.getMessage(), e);
    }
  }

  private static PostmasterGuard guard(DatabaseSettings settings) {
    return PostmasterGuard.of(
        Postmaster.find(settings.dataDirectory())
            .orElseThrow(
                () ->
                    new EmbeddedServerException(
                        "PostgreSQL in %s ended right after its start; see its log"
                            .formatted(settings.dataDirectory()))));
  }

  private static EmbeddedPostgres startServer(DatabaseSettings settings) {
    PostgresData data = new PostgresData(settings.dataDirectory());
    data.prepare();
    PostgresStart start = new PostgresStart(settings, ServerLog.fromEndOf(settings.logFile()));
    EmbeddedPostgres server = PostgresBinaries.unpackedBy(settings.binariesDirectory(), start::run);
    data.started();
    return server;
  }
}
