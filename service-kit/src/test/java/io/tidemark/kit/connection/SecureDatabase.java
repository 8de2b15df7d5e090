package io.tidemark.kit.connection;

import static org.awaitility.Awaitility.await;

import io.tidemark.embedded.DatabaseSettings;
import io.tidemark.embedded.EmbeddedDatabase;
import io.tidemark.embedded.Ports;
import io.tidemark.testkit.TestAuthority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** A real Postgres that lets its user in over TLS and with a password only. */
final class SecureDatabase implements AutoCloseable {

  static final String USER = "trader";
  static final String PASSWORD = "sesame of the trader";

  private final EmbeddedDatabase server;

  private SecureDatabase(EmbeddedDatabase server) {
    this.server = server;
  }

  static SecureDatabase start(Path folder, Issued certificate) throws IOException, SQLException {
    Path data = folder.resolve("database");
    SecureDatabase started =
        new SecureDatabase(
            EmbeddedDatabase.start(
                new DatabaseSettings(
                    data,
                    folder.resolve("postgres"),
                    Ports.free(),
                    "tidemark",
                    folder.resolve("postgres.log"))));
    started.execute(
        "set password_encryption = 'scram-sha-256'; create role %s login".formatted(USER)
            + " superuser password '%s'".formatted(PASSWORD));
    Files.writeString(
        data.resolve("pg_hba.conf"),
        """
        host    all postgres  127.0.0.1/32 trust
        hostssl all %s        127.0.0.1/32 scram-sha-256
        """
            .formatted(USER));
    started.serveWith(certificate);
    return started;
  }

  /** From now on, to new connections. */
  void serveWith(Issued certificate) throws SQLException {
    execute("alter system set ssl_cert_file = '%s'".formatted(certificate.certificate()));
    execute("alter system set ssl_key_file = '%s'".formatted(certificate.key()));
    execute("alter system set ssl = on");
    String before = ask("select pg_conf_load_time()");
    execute("select pg_reload_conf()");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !ask("select pg_conf_load_time()").equals(before));
  }

  /** What connections that are there now use, as the server knows. */
  boolean allOfTheUserAreEncrypted() throws SQLException {
    return ask("select count(*) > 0 and bool_and(ssl) from pg_stat_ssl join pg_stat_activity"
            + " using (pid) where usename = '%s'".formatted(USER))
        .equals("t");
  }

  String jdbcUrl() {
    return server.jdbcUrl();
  }

  private String ask(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement();
        ResultSet found = statement.executeQuery(sql)) {
      found.next();
      return found.getString(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = open();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection open() throws SQLException {
    return DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
  }

  @Override
  public void close() {
    server.close();
  }
}
