package io.tidemark.ml.registry;

import io.tidemark.ml.registry.TrainingRun.Origin;
import io.tidemark.ml.registry.TrainingRun.Request;
import io.tidemark.ml.registry.TrainingRun.Status;
import io.tidemark.model.Ids;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Trainings. Writes run in the caller's transaction. */
@Repository
public class TrainingRunTable {

  private final JdbcClient database;

  TrainingRunTable(JdbcClient database) {
    this.database = database;
  }

  /** Puts a training in the queue; its id follows from the request and the time. */
  public UUID enqueue(Request request, Instant now) {
    UUID id =
        Ids.of(
            "training-run", request.name(), request.configurationSha256(), request.origin(), now);
    database
        .sql(
            """
            insert into training_run (run_id, name, kind, origin, status, detail, configuration,
              configuration_sha256, seed, attempt, exchange, symbols, timeframe, created_at)
            values (?, ?, ?, ?, 'QUEUED', '', ?, ?, ?, 1, ?, ?, ?, ?)
            """)
        .params(id, request.name(), request.kind(), request.origin().name())
        .params(request.configuration(), request.configurationSha256(), request.seed())
        .params(request.exchange(), SqlRows.symbols(request.symbols()), request.timeframe().code())
        .param(SqlRows.time(now))
        .update();
    return id;
  }

  /** The training of an id; empty for none. */
  public Optional<TrainingRun> find(UUID id) {
    return database
        .sql("select * from training_run where run_id = ?")
        .param(id)
        .query(TrainingRunTable::run)
        .optional();
  }

  /** The newest first. */
  public List<TrainingRun> page(int limit, long offset) {
    return database
        .sql("select * from training_run order by number desc limit ? offset ?")
        .params(limit, offset)
        .query(TrainingRunTable::run)
        .list();
  }

  /** How many there are. */
  public long count() {
    return database.sql("select count(*) from training_run").query(Long.class).single();
  }

  /** How many wait for their turn. */
  public long queued() {
    return database
        .sql("select count(*) from training_run where status = 'QUEUED'")
        .query(Long.class)
        .single();
  }

  /** Puts back what an earlier process of this service was working on; how many they are. */
  public int requeue() {
    return database
        .sql(
            """
            update training_run set status = 'QUEUED', attempt = attempt + 1,
              detail = 'the service ended while it ran; it is taken up again'
            where status = 'RUNNING'
            """)
        .update();
  }

  /** Takes the training that waits longest; empty for none. */
  public Optional<TrainingRun> claim(Instant now) {
    return database
        .sql(
            """
            update training_run set status = 'RUNNING', detail = '',
              started_at = coalesce(started_at, ?)
            where run_id = (select run_id from training_run where status = 'QUEUED'
              order by number limit 1 for update skip locked)
            returning *
            """)
        .param(SqlRows.time(now))
        .query(TrainingRunTable::run)
        .optional();
  }

  /** Notes what a training that runs is fitted on, by which code. */
  public void fittedOn(UUID id, DataWindow window, String featureHash, String codeHash) {
    database
        .sql(
            """
            update training_run
            set from_time = ?, to_time = ?, input_sha256 = ?, feature_hash = ?, code_hash = ?
            where run_id = ? and status = 'RUNNING'
            """)
        .params(SqlRows.time(window.from()), SqlRows.time(window.to()), window.sha256())
        .params(featureHash, codeHash, id)
        .update();
  }

  /** Ends a training that runs; false if it had ended. */
  public boolean end(UUID id, Status status, String detail, @Nullable String report, Instant now) {
    return database
            .sql(
                """
                update training_run set status = ?, detail = ?, report = ?::json, finished_at = ?
                where run_id = ? and status = 'RUNNING'
                """)
            .params(status.name(), detail)
            .param(report)
            .params(SqlRows.time(now), id)
            .update()
        > 0;
  }

  /** Ends a training that has not ended; false if it had. */
  public boolean cancel(UUID id, Instant now) {
    return database
            .sql(
                """
                update training_run set status = 'CANCELLED', detail = '', finished_at = ?
                where run_id = ? and status in ('QUEUED', 'RUNNING')
                """)
            .params(SqlRows.time(now), id)
            .update()
        > 0;
  }

  private static TrainingRun run(ResultSet row, int number) throws SQLException {
    return new TrainingRun(
        row.getObject("run_id", UUID.class),
        new Request(
            row.getString("name"),
            row.getString("kind"),
            Origin.valueOf(row.getString("origin")),
            row.getString("configuration"),
            row.getLong("seed"),
            row.getString("exchange"),
            SqlRows.symbols(row),
            Timeframe.parse(row.getString("timeframe"))),
        Status.valueOf(row.getString("status")),
        row.getString("detail"),
        row.getInt("attempt"),
        row.getString("input_sha256") == null ? null : SqlRows.window(row, "input_sha256"),
        row.getString("feature_hash"),
        row.getString("code_hash"),
        row.getString("report"),
        SqlRows.instant(row, "created_at"),
        SqlRows.instantOrNull(row, "started_at"),
        SqlRows.instantOrNull(row, "finished_at"));
  }
}
