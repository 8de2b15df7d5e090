package io.tidemark.scanner.scan;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.topic.Topic;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** The stored snapshots of this scanner's run and consumer group. */
@Component
final class StageSnapshots {

  private final JdbcTemplate database;
  private final String consumer;
  private final String run;

  StageSnapshots(JdbcTemplate database, ScanPlan plan) {
    this.database = database;
    this.consumer = plan.consumer();
    this.run = plan.run();
  }

  /** Those of the instruments on a partition of the bars' topic. */
  List<StageSnapshot> of(int partition) {
    return database.query(
        """
        select exchange, symbol, partition_number, next_offset, state
        from stage_snapshot
        where consumer = ? and run = ? and topic = ? and partition_number = ?
        order by exchange, symbol
        """,
        (row, _) -> snapshot(row),
        consumer,
        run,
        Topic.MARKET_BAR.topicName(),
        partition);
  }

  /** Stores them in place of older ones; a scanner that lost its partition changes nothing. */
  void save(List<StageSnapshot> snapshots) {
    database.batchUpdate(
        """
        insert into stage_snapshot (
          consumer, run, exchange, symbol, topic, partition_number, next_offset, state)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (consumer, run, exchange, symbol) do update
        set topic = excluded.topic, partition_number = excluded.partition_number,
            next_offset = excluded.next_offset, state = excluded.state, taken_at = now()
        where stage_snapshot.next_offset <= excluded.next_offset
        """,
        snapshots.stream().map(this::row).toList());
    keepCheckpoints();
  }

  /** Keeps the first of each day for replays, as long as there are bars to replay from it. */
  private void keepCheckpoints() {
    int kept =
        database.update(
            """
            insert into stage_checkpoint (
              consumer, run, exchange, symbol, partition_number, next_offset, state, taken_at)
            select consumer, run, exchange, symbol, partition_number, next_offset, state, taken_at
            from stage_snapshot s
            where consumer = ? and run = ? and topic = ? and not exists (
              select 1 from stage_checkpoint c
              where c.consumer = s.consumer and c.run = s.run and c.exchange = s.exchange
                and c.symbol = s.symbol and c.taken_at > s.taken_at - interval '1 day')
            on conflict do nothing
            """,
            consumer,
            run,
            Topic.MARKET_BAR.topicName());
    if (kept > 0) {
      database.update(
          "delete from stage_checkpoint where taken_at < now() - make_interval(days => ?)",
          (int) Topic.MARKET_BAR.retention().toDays() + 1);
    }
  }

  /** The kept ones of the instruments on a partition, of each the earliest first. */
  List<StageSnapshot> checkpoints(int partition) {
    return database.query(
        """
        select exchange, symbol, partition_number, next_offset, state
        from stage_checkpoint
        where consumer = ? and run = ? and partition_number = ?
        order by exchange, symbol, next_offset
        """,
        (row, _) -> snapshot(row),
        consumer,
        run,
        partition);
  }

  private static StageSnapshot snapshot(ResultSet row) throws SQLException {
    return new StageSnapshot(
        InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
        row.getInt("partition_number"),
        row.getLong("next_offset"),
        row.getBytes("state"));
  }

  private Object[] row(StageSnapshot snapshot) {
    return new Object[] {
      consumer,
      run,
      snapshot.instrument().exchange(),
      snapshot.instrument().symbol().toString(),
      Topic.MARKET_BAR.topicName(),
      snapshot.partition(),
      snapshot.nextOffset(),
      snapshot.state()
    };
  }

  /** Removes one that cannot be used. */
  void delete(StageSnapshot snapshot) {
    database.update(
        "delete from stage_snapshot where consumer = ? and run = ? and exchange = ? and symbol = ?",
        consumer,
        run,
        snapshot.instrument().exchange(),
        snapshot.instrument().symbol().toString());
  }
}
