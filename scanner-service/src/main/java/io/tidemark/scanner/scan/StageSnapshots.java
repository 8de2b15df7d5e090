package io.tidemark.scanner.scan;

import io.tidemark.model.InstrumentId;
import io.tidemark.model.topic.Topic;
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
        (row, _) ->
            new StageSnapshot(
                InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
                row.getInt("partition_number"),
                row.getLong("next_offset"),
                row.getBytes("state")),
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
