package io.tidemark.backtester.job;

import io.tidemark.kit.codec.Json;
import io.tidemark.model.Symbol;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs. Writes run in the caller's transaction. */
@Component
class JobTable {

  private final JdbcClient database;

  JobTable(JdbcClient database) {
    this.database = database;
  }

  void insert(Job job) {
    database
        .sql(
            """
            insert into run (run_id, kind, status, detail, request, strategy, exchange, symbols,
              timeframe, from_time, to_time, created_at)
            values (?, ?, ?, ?, ?::json, ?, ?, ?, ?, ?, ?, ?)
            """)
        .params(job.id(), job.kind().name(), job.status().name(), job.detail())
        .params(Json.mapper().writeValueAsString(job.request()), job.strategy(), job.exchange())
        .param(job.symbols().stream().map(Object::toString).collect(Collectors.joining(",")))
        .param(job.timeframe().code())
        .param(SqlTimes.ofNullable(job.from()))
        .param(SqlTimes.ofNullable(job.to()))
        .param(SqlTimes.of(job.createdAt()))
        .update();
  }

  Optional<Job> find(UUID id) {
    return database
        .sql("select * from run where run_id = ?")
        .param(id)
        .query(JobTable::job)
        .optional();
  }

  List<Job> page(JobKind kind, int limit, long offset) {
    return database
        .sql("select * from run where kind = ? order by sequence desc limit ? offset ?")
        .params(kind.name(), limit, offset)
        .query(JobTable::job)
        .list();
  }

  long count(JobKind kind) {
    return database
        .sql("select count(*) from run where kind = ?")
        .param(kind.name())
        .query(Long.class)
        .single();
  }

  long countAll() {
    return database.sql("select count(*) from run").query(Long.class).single();
  }

  long queued() {
    return database
        .sql("select count(*) from run where status = 'QUEUED'")
        .query(Long.class)
        .single();
  }

  /** Puts back what an earlier process of this service was working on. */
  int requeue() {
    return database
        .sql("update run set status = 'QUEUED', detail = '' where status = 'RUNNING'")
        .update();
  }

  /** Takes the job that waits longest. */
  Optional<Job> claim(Instant now) {
    return database
        .sql(
            """
            update run set status = 'RUNNING', started_at = coalesce(started_at, ?)
            where run_id = (select run_id from run where status = 'QUEUED'
              order by sequence limit 1 for update skip locked)
            returning *
            """)
        .param(SqlTimes.of(now))
        .query(JobTable::job)
        .optional();
  }

  /** Ends a job that runs; false if it had ended. */
  boolean end(UUID id, JobStatus status, String detail, Instant now) {
    return database
            .sql(
                "update run set status = ?, detail = ?, finished_at = ? where run_id = ? and status = 'RUNNING'")
            .params(status.name(), detail, SqlTimes.of(now), id)
            .update()
        > 0;
  }

  /** Ends a job that has not ended; false if it had. */
  boolean cancel(UUID id, Instant now) {
    return database
            .sql(
                """
                update run set status = 'CANCELLED', detail = '', finished_at = ?
                where run_id = ? and status in ('QUEUED', 'RUNNING')
                """)
            .params(SqlTimes.of(now), id)
            .update()
        > 0;
  }

  void saveResult(UUID id, String result) {
    database.sql("update run set result = ?::json where run_id = ?").params(result, id).update();
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        row.getObject("run_id", UUID.class),
        JobKind.valueOf(row.getString("kind")),
        Json.mapper().readValue(row.getString("request"), JobRequest.class),
        row.getString("strategy"),
        row.getString("exchange"),
        Arrays.stream(row.getString("symbols").split(",")).map(Symbol::parse).toList(),
        Timeframe.parse(row.getString("timeframe")),
        SqlTimes.nullable(row, "from_time"),
        SqlTimes.nullable(row, "to_time"),
        JobStatus.valueOf(row.getString("status")),
        row.getString("detail"),
        SqlTimes.instant(row, "created_at"),
        SqlTimes.nullable(row, "started_at"),
        SqlTimes.nullable(row, "finished_at"),
        row.getString("result"));
  }
}
