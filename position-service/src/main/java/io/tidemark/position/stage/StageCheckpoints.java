package io.tidemark.position.stage;

import io.tidemark.core.portfolio.PositionStage;
import io.tidemark.core.portfolio.PositionStageState;
import io.tidemark.kit.inbox.AfterCommit;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** States of the stage that are kept for replays. */
final class StageCheckpoints {

  /** Trades, the shortest-lived input of most accounts, stay in Kafka for two days. */
  private static final Duration KEPT = Duration.ofDays(3);

  private final JdbcTemplate database;
  private final RunIdentity identity;
  private final Duration every;
  private volatile @Nullable Instant lastTaken;

  /**
   * @param every at least so much of the suite's time is between two
   */
  StageCheckpoints(JdbcTemplate database, RunIdentity identity, Duration every) {
    this.database = database;
    this.identity = identity;
    this.every = every;
  }

  /** Keeps the state as of now, if the last one that was kept is old enough. */
  void keepIfDue(PositionStage stage, long sequence, Instant now, SaveBatch batch) {
    if (lastTaken().plus(every).isAfter(now)) {
      return;
    }
    batch.add(
        """
        insert into stage_checkpoint (run, account, sequence, state, taken_at)
        values (?, ?, ?, ?::jsonb, ?)""",
        identity.run(),
        identity.account(),
        sequence,
        Sql.document(stage.state()),
        Sql.utc(now));
    batch.add(
        "delete from stage_checkpoint where run = ? and account = ? and taken_at < ?",
        identity.run(),
        identity.account(),
        Sql.utc(now.minus(KEPT)));
    AfterCommit.run(() -> lastTaken = now);
  }

  private Instant lastTaken() {
    Instant known = lastTaken;
    if (known == null) {
      OffsetDateTime last =
          database.queryForObject(
              "select max(taken_at) from stage_checkpoint where run = ? and account = ?",
              OffsetDateTime.class,
              identity.run(),
              identity.account());
      known = last == null ? Instant.EPOCH : last.toInstant();
      lastTaken = known;
    }
    return known;
  }

  /** The sequence of the last one before an input; empty for none. */
  OptionalLong before(long sequence) {
    return one("max(sequence)", "sequence < ?", sequence);
  }

  /** The sequence of the first one at or after an input; empty for none. */
  OptionalLong from(long sequence) {
    return one("min(sequence)", "sequence >= ?", sequence);
  }

  private OptionalLong one(String which, String condition, long sequence) {
    Long found =
        database.queryForObject(
            "select %s from stage_checkpoint where run = ? and account = ? and %s"
                .formatted(which, condition),
            Long.class,
            identity.run(),
            identity.account(),
            sequence);
    return found == null ? OptionalLong.empty() : OptionalLong.of(found);
  }

  /**
   * The state after an input; empty if it is not kept.
   *
   * @throws org.springframework.dao.DataRetrievalFailureException if this version cannot read it
   */
  Optional<PositionStageState> at(long sequence) {
    return database
        .queryForList(
            """
            select state::text from stage_checkpoint
            where run = ? and account = ? and sequence = ?""",
            String.class,
            identity.run(),
            identity.account(),
            sequence)
        .stream()
        .findFirst()
        .map(state -> Sql.read(state, PositionStageState.class));
  }
}
