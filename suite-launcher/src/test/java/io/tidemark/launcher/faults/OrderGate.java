package io.tidemark.launcher.faults;

import io.tidemark.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Holds the execution service in the database at one moment of an order's life, so that it can be
 * killed there: in the transaction that would commit a status, or in the one that would take the
 * status's event out of the outbox, before or after it was sent to Kafka. The service knows nothing
 * of it: a trigger waits for a lock that the test holds.
 */
final class OrderGate implements AutoCloseable {

  private static final int LOCK = 4711;
  private static final String HELD =
      "locktype = 'advisory' and classid = %d and not granted".formatted(LOCK);

  private final Connection connection;

  OrderGate(TestDatabase database) {
    try {
      connection =
          DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
      run("set search_path = execution");
      run(
          """
          create function wait_at_the_gate() returns trigger language plpgsql as $$
          begin
            perform pg_advisory_xact_lock_shared(%d, 0);
            return coalesce(new, old);
          end $$
          """
              .formatted(LOCK));
      run(
          """
          create function skip_a_sequence() returns trigger language plpgsql as $$
          begin
            update outbox_sequence set last_sequence = last_sequence + 1;
            return null;
          end $$
          """);
    } catch (SQLException e) {
      throw new IllegalStateException("the gate cannot be built", e);
    }
  }

  /** Holds whoever is about to commit this status of an order. */
  void holdBeforeCommit(String status) {
    hold(
        "create trigger gate before insert on order_event for each row when (new.status = '%s')"
            .formatted(status));
  }

  /**
   * Holds the relay before it sends the event of this status, whose order is committed. The event
   * does not follow the one before it by number, so that the relay takes it from the table.
   */
  void holdBeforePublication(String status) {
    run(
        "create trigger skip after insert on order_event for each row when (new.status = '%s') execute function skip_a_sequence()"
            .formatted(status));
    hold("create trigger gate before delete on outbox for each row " + isOf(status));
  }

  /** Holds the relay after Kafka has the event of this status, before the outbox forgets it. */
  void holdAfterPublication(String status) {
    hold(
        "create constraint trigger gate after delete on outbox deferrable initially deferred for each row "
            + isOf(status));
  }

  private static String isOf(String status) {
    return "when (convert_from(old.payload, 'UTF8') like '%%\"status\":\"%s\"%%')"
        .formatted(status);
  }

  private void hold(String trigger) {
    run("select pg_advisory_lock(%d, 0)".formatted(LOCK));
    run(trigger + " execute function wait_at_the_gate()");
  }

  /** Whether somebody is held. */
  boolean isHolding() {
    return !one("select count(*) from pg_locks where " + HELD).equals("0");
  }

  /** The status of an order as committed; empty if there is none. */
  String status(Object clientOrderId) {
    return one(
        "select max(status) from orders where client_order_id = '%s'".formatted(clientOrderId));
  }

  /** Takes the gate away; the transactions of the process that was killed at it are rolled back. */
  void open() {
    one("select count(pg_terminate_backend(pid)) from pg_locks where " + HELD);
    run("select pg_advisory_unlock_all()");
    run("drop trigger if exists gate on order_event");
    run("drop trigger if exists gate on outbox");
    run("drop trigger if exists skip on order_event");
  }

  private void run(String sql) {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException("the gate fails at " + sql, e);
    }
  }

  private String one(String sql) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      String value = row.next() ? row.getString(1) : null;
      return value == null ? "" : value;
    } catch (SQLException e) {
      throw new IllegalStateException("the gate cannot see " + sql, e);
    }
  }

  @Override
  public void close() {
    try (connection) {
      open();
    } catch (SQLException e) {
      throw new IllegalStateException("the gate cannot be left", e);
    }
  }
}
