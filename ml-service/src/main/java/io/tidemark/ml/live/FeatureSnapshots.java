package io.tidemark.ml.live;

import io.tidemark.model.InstrumentId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stored features of instruments between two bars, of this run and consumer group. */
final class FeatureSnapshots {

  private static final long FORGET_NANOS = Duration.ofHours(1).toNanos();

  /** Removed at once, so that bars do not wait for it. */
  private static final int MOST_FORGOTTEN = 1_000;

  private final JdbcTemplate database;
  private final LivePlan plan;
  private long forgotten = System.nanoTime();

  FeatureSnapshots(JdbcTemplate database, LivePlan plan) {
    this.database = database;
    this.plan = plan;
  }

  /**
   * The features of an instrument between two bars.
   *
   * @param featureHash of which set
   * @param partition of the bars' topic
   * @param nextOffset the first offset that is not in the state yet
   * @param state as the streams wrote it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  record Snapshot(
      InstrumentId instrument, String featureHash, int partition, long nextOffset, byte[] state) {}

  /** Those of the instruments on a partition of the bars' topic, of a set of features. */
  List<Snapshot> of(int partition, String featureHash) {
    return database.query(
        """
        select exchange, symbol, next_offset, state from feature_snapshot
        where consumer = ? and run = ? and partition_number = ? and feature_hash = ?
        order by exchange, symbol
        """,
        (row, _) ->
            new Snapshot(
                InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
                featureHash,
                partition,
                row.getLong("next_offset"),
                row.getBytes("state")),
        plan.consumer(),
        plan.run(),
        partition,
        featureHash);
  }

  /** Stores them in place of older ones; who lost its partition changes nothing. */
  void save(List<Snapshot> snapshots) {
    database.batchUpdate(
        """
        insert into feature_snapshot (
          consumer, run, feature_hash, exchange, symbol, partition_number, next_offset, state)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (consumer, run, feature_hash, exchange, symbol) do update
        set partition_number = excluded.partition_number, next_offset = excluded.next_offset,
            state = excluded.state, taken_at = now()
        where feature_snapshot.next_offset <= excluded.next_offset
        """,
        snapshots.stream()
            .map(
                one ->
                    new Object[] {
                      plan.consumer(),
                      plan.run(),
                      one.featureHash(),
                      one.instrument().exchange(),
                      one.instrument().symbol().toString(),
                      one.partition(),
                      one.nextOffset(),
                      one.state()
                    })
            .toList());
  }

  /**
   * Removes some of those that no model is shown any more, once an hour.
   *
   * @param used hashes of the sets that models are shown
   */
  void forgetUnused(Set<String> used) {
    if (System.nanoTime() - forgotten > FORGET_NANOS) {
      forgotten = System.nanoTime();
      forgetNow(used);
    }
  }

  /** What another service of the group uses is stored anew all the time, and so is not old. */
  void forgetNow(Set<String> used) {
    database.update(
        """
        delete from feature_snapshot where ctid = any (array(
          select ctid from feature_snapshot
          where consumer = ? and run = ? and feature_hash <> all (?::text[])
            and taken_at < now() - interval '1 day'
          limit ?))
        """,
        plan.consumer(),
        plan.run(),
        used.toArray(String[]::new),
        MOST_FORGOTTEN);
  }

  /** Removes one that cannot be used. */
  void delete(Snapshot snapshot) {
    database.update(
        """
        delete from feature_snapshot
        where consumer = ? and run = ? and feature_hash = ? and exchange = ? and symbol = ?
        """,
        plan.consumer(),
        plan.run(),
        snapshot.featureHash(),
        snapshot.instrument().exchange(),
        snapshot.instrument().symbol().toString());
  }
}
