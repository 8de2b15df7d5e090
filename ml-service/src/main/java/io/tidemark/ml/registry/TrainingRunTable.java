package io.tidemark.ml.registry;

import io.tidemark.ml.registry.TrainingRun.Origin;
import io.tidemark.ml.registry.TrainingRun.Progress;
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
    enqueue(id, request, now);
    return id;
  }

  /** Puts a training in the queue; false if there was one of that id already, which stays. */
  public boolean enqueue(UUID id, Request request, Instant now) {
    return database
            .sql(
                """
                insert into training_run (run_id, name, kind, origin, status, detail, reason,
                  configuration, configuration_sha256, seed, attempt, exchange, symbols, timeframe,
                  created_at)
                values (?, ?, ?, ?, 'QUEUED', '', ?, ?, ?, ?, 1, ?, ?, ?, ?)
                on conflict (run_id) do nothing
                """)
            .params(id, request.name(), request.kind(), request.origin().name(), request.reason())
            .params(request.configuration(), request.configurationSha256(), request.seed())
            .params(request.exchange(), SqlRows.symbols(request.symbols()))
            .params(request.timeframe().code(), SqlRows.time(now))
            .update()
        > 0;
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

  /** The one of a name that was asked for last; empty for none. */
  public Optional<TrainingRun> latest(String name) {
    return database
        .sql("select * from training_run where name = ? order by number desc limit 1")
        .param(name)
        .query(TrainingRunTable::run)
        .optional();
  }

  /** Whether one of a name waits or runs. */
  public boolean isOpen(String name) {
    return database
        .sql(
            """
            select exists (select from training_run
            where name = ? and status in ('QUEUED', 'RUNNING', 'INTERRUPTED'))
            """)
        .param(name)
        .query(Boolean.class)
        .single();
  }

  /** How many wait for their turn. */
  public long queued() {
    return database
        .sql("select count(*) from training_run where status in ('QUEUED', 'INTERRUPTED')")
        .query(Long.class)
        .single();
  }

  /**
   * Marks what was broken off, by a kill of the service or of the training's process; what was
   * begun too often has failed.
   *
   * @param attempts how often one is begun at most
   * @return how many are to be taken up again
   */
  public int interruptAll(int attempts, Instant now) {
    database
        .sql(
            """
            update training_run set status = 'FAILED', finished_at = ?,
              detail = 'it was broken off ' || attempt || ' times; see why in the service''s log'
            where status = 'RUNNING' and attempt >= ?
            """)
        .params(SqlRows.time(now), attempts)
        .update();
    return database
        .sql(
            """
            update training_run set status = 'INTERRUPTED', attempt = attempt + 1,
              detail = 'it was broken off; it is taken up again'
            where status = 'RUNNING'
            """)
        .update();
  }

  /** Marks a training that a stop of the service ends, which counts no attempt; false if it had. */
  public boolean interrupt(UUID id, String detail) {
    return database
            .sql(
                """
                update training_run set status = 'INTERRUPTED', detail = ?
                where run_id = ? and status = 'RUNNING'
                """)
            .params(detail, id)
            .update()
        > 0;
  }

  /** Takes the training that waits longest; empty for none. */
  public Optional<TrainingRun> claim(Instant now) {
    return database
        .sql(
            """
            update training_run set status = 'RUNNING', detail = '', steps_done = null,
              steps_of = null, validation_loss = null, started_at = coalesce(started_at, ?)
            where run_id = (select run_id from training_run
              where status in ('QUEUED', 'INTERRUPTED')
              order by number limit 1 for update skip locked)
            returning *
            """)
        .param(SqlRows.time(now))
        .query(TrainingRunTable::run)
        .optional();
  }

  /** Notes how far a training that runs is. */
  public void progress(UUID id, Progress progress) {
    database
        .sql(
            """
            update training_run set steps_done = ?, steps_of = ?, validation_loss = ?
            where run_id = ? and status = 'RUNNING'
            """)
        .params(progress.done(), progress.of())
        .param(progress.validationLoss())
        .param(id)
        .update();
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

  /** Ends a training that made a model; false if it had ended. */
  public boolean done(UUID id, String detail, String report, UUID modelId, Instant now) {
    return database
            .sql(
                """
                update training_run set status = 'DONE', detail = ?, report = ?::json,
                  model_id = ?, finished_at = ?
                where run_id = ? and status = 'RUNNING'
                """)
            .params(detail, report, modelId, SqlRows.time(now), id)
            .update()
        > 0;
  }

  /** Ends a training that made none; false if it had ended. */
  public boolean fail(UUID id, String detail, Instant now) {
    return database
            .sql(
                """
                update training_run set status = 'FAILED', detail = ?, finished_at = ?
                where run_id = ? and status = 'RUNNING'
                """)
            .params(detail, SqlRows.time(now), id)
            .update()
        > 0;
  }

  /** Ends a training that has not ended; false if it had. */
  public boolean cancel(UUID id, Instant now) {
    return database
            .sql(
                """
                update training_run set status = 'CANCELLED', detail = '', finished_at = ?
                where run_id = ? and status in ('QUEUED', 'RUNNING', 'INTERRUPTED')
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
            row.getString("reason"),
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
        progress(row),
        row.getString("report"),
        row.getObject("model_id", UUID.class),
        SqlRows.instant(row, "created_at"),
        SqlRows.instantOrNull(row, "started_at"),
        SqlRows.instantOrNull(row, "finished_at"));
  }

  private static @Nullable Progress progress(ResultSet row) throws SQLException {
    Integer done = row.getObject("steps_done", Integer.class);
    return done == null
        ? null
        : new Progress(
            done, row.getInt("steps_of"), row.getObject("validation_loss", Double.class));
  }
}
