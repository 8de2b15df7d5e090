package io.tidemark.launcher.faults;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes every connection that a database server has to give, and those of everybody else. What ends
 * is taken before its owner has it back, unless the owner is quicker.
 */
final class TakenConnections {

  private static final Logger LOG = LoggerFactory.getLogger(TakenConnections.class);
  private static final String SUPERUSER = "postgres";

  /** The server ended somebody's connections so often; whoever was quicker has it again. */
  private static final int ROUNDS = 3;

  private static final String END_OTHERS =
      """
      select count(pg_terminate_backend(pid)) from pg_stat_activity
      where backend_type = 'client backend' and application_name <> 'taken'
      """;

  private final String jdbcUrl;
  private final Deque<Connection> taken = new ArrayDeque<>();

  TakenConnections(String jdbcUrl) {
    this.jdbcUrl = jdbcUrl + "?ApplicationName=taken";
  }

  /**
   * Takes all.
   *
   * @throws IllegalStateException if the server gives none at all
   */
  synchronized void take() {
    takeFree();
    for (int round = 0; round < ROUNDS; round++) {
      endOthers();
      takeFree();
    }
    LOG.info("event=connections_taken count={}", taken.size());
  }

  /** Gives all back. */
  synchronized void giveBack() {
    while (!taken.isEmpty()) {
      try {
        taken.pop().close();
      } catch (SQLException e) {
        LOG.debug("event=connection_gone", e);
      }
    }
  }

  private void takeFree() {
    try {
      while (true) {
        taken.push(DriverManager.getConnection(jdbcUrl, SUPERUSER, SUPERUSER));
      }
    } catch (SQLException e) {
      // None is left.
      LOG.debug("event=no_connection_left", e);
    }
  }

  private void endOthers() {
    Connection connection = taken.peek();
    if (connection == null) {
      throw new IllegalStateException("the database gives no connection to take");
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute(END_OTHERS);
    } catch (SQLException e) {
      throw new IllegalStateException("the database ends no connection: " + e.getMessage(), e);
    }
  }
}
