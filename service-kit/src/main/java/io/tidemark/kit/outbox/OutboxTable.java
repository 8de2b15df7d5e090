package io.tidemark.kit.outbox;

import io.tidemark.kit.outbox.OutboxRow.Stream;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Takes events out of the outbox, within the caller's transaction. It does not wait for the disk to
 * note that rows are gone: what a crash of the database brings back is published again, as after
 * any crash of the relay. And it finds rows by their ids at any rate: read as a whole, a table that
 * is filled and emptied all the time grows with what is gone.
 */
final class OutboxTable {

  private static final String LAZILY =
      "set_config('synchronous_commit', 'off', true), set_config('enable_seqscan', 'off', true)";

  private static final String TAKE =
      """
      select set_config(
          'tidemark.alone', pg_try_advisory_xact_lock(hashtext(?))::text, true), %s;
      delete from outbox where id = any(array(
        select id from outbox where current_setting('tidemark.alone')::boolean and id <= ?
        order by id limit ?))
      returning id, topic, message_key, sequence, traceparent, payload"""
          .formatted(LAZILY);

  private static final String FORGET =
      "select %s; delete from outbox where id = any(?)".formatted(LAZILY);

  private final JdbcTemplate database;
  private final String service;

  OutboxTable(JdbcTemplate database, String service) {
    this.database = database;
    this.service = service;
  }

  /**
   * Takes the oldest rows, unless another relay of the service is at work until its transaction
   * ends.
   *
   * @param upTo the last id of interest
   * @param limit how many at most
   */
  Taken take(long upTo, int limit) {
    Taken taken =
        database.execute(
            (ConnectionCallback<Taken>)
                connection -> {
                  try (PreparedStatement taking = connection.prepareStatement(TAKE)) {
                    taking.setString(1, "outbox:" + service);
                    taking.setLong(2, upTo);
                    taking.setInt(3, limit);
                    taking.execute();
                    boolean alone = isAlone(taking.getResultSet());
                    taking.getMoreResults();
                    return new Taken(alone, rows(taking.getResultSet()));
                  }
                });
    return taken == null ? new Taken(false, List.of()) : taken;
  }

  private static boolean isAlone(ResultSet settings) throws SQLException {
    return settings.next() && Boolean.parseBoolean(settings.getString(1));
  }

  private static List<OutboxRow> rows(ResultSet taken) throws SQLException {
    List<OutboxRow> rows = new ArrayList<>();
    while (taken.next()) {
      rows.add(
          new OutboxRow(
              taken.getLong(1),
              new Stream(taken.getString(2), taken.getString(3)),
              taken.getLong(4),
              taken.getString(5),
              taken.getBytes(6)));
    }
    rows.sort(Comparator.comparingLong(OutboxRow::id));
    return rows;
  }

  /** Takes rows out that were published. */
  void forget(Collection<Long> ids) {
    database.execute(
        (ConnectionCallback<Boolean>)
            connection -> {
              try (PreparedStatement forgetting = connection.prepareStatement(FORGET)) {
                forgetting.setObject(1, ids.toArray(Long[]::new));
                return forgetting.execute();
              }
            });
  }

  /** The last id given out; 0 for none. */
  long lastId() {
    Long last = database.queryForObject("select coalesce(max(id), 0) from outbox", Long.class);
    return last == null ? 0 : last;
  }

  /** For how many seconds the first row has been there; empty without rows. */
  OptionalDouble age() {
    return database
        .queryForList(
            "select extract(epoch from clock_timestamp() - created_at)::float8 from outbox"
                + " order by id limit 1",
            Double.class)
        .stream()
        .mapToDouble(seconds -> seconds)
        .findFirst();
  }

  /**
   * What was taken.
   *
   * @param alone whether no other relay was at work
   * @param rows in their order
   */
  record Taken(boolean alone, List<OutboxRow> rows) {}
}
