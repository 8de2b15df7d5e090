package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.SqlTimes;
import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
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
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Jobs and their items. Writes run in the caller's transaction. */
@Component
class JobTable {

  private static final String ITEMS =
      """
      select i.job_id, i.symbol, i.phase, i.span_from, i.span_to, i.first_traded, i.detail,
        j.exchange, j.timeframes, j.requested_from, j.requested_to
      from work_item i join job j using (job_id)
      """;

  private final JdbcClient database;

  JobTable(JdbcClient database) {
    this.database = database;
  }

  void insert(Job job) {
    database
        .sql(
            """
            insert into job (job_id, exchange, symbols, timeframes, requested_from, requested_to,
              status, detail, created_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict do nothing
            """)
        .params(job.jobId(), job.exchange(), joined(job.symbols()), joined(job.timeframes()))
        .param(SqlTimes.ofNullable(job.from()))
        .param(SqlTimes.ofNullable(job.to()))
        .params(job.status().name(), job.detail(), SqlTimes.of(job.createdAt()))
        .update();
    for (Symbol symbol : job.symbols()) {
      database
          .sql(
              "insert into work_item (job_id, symbol, phase, detail) values (?, ?, ?, '') on conflict do nothing")
          .params(job.jobId(), symbol.toString(), Phase.WAITING.name())
          .update();
    }
  }

  Optional<Job> find(UUID jobId) {
    return database
        .sql("select * from job where job_id = ?")
        .param(jobId)
        .query(JobTable::job)
        .optional();
  }

  List<Job> page(int limit, long offset) {
    return database
        .sql("select * from job order by created_at desc, job_id limit ? offset ?")
        .params(limit, offset)
        .query(JobTable::job)
        .list();
  }

  long count() {
    return database.sql("select count(*) from job").query(Long.class).single();
  }

  List<Job> running() {
    return database
        .sql("select * from job where status = 'RUNNING' order by created_at, job_id")
        .query(JobTable::job)
        .list();
  }

  List<WorkItem> items(UUID jobId) {
    return database
        .sql(ITEMS + " where i.job_id = ? order by i.symbol")
        .param(jobId)
        .query(JobTable::item)
        .list();
  }

  WorkItem item(UUID jobId, Symbol symbol) {
    return database
        .sql(ITEMS + " where i.job_id = ? and i.symbol = ?")
        .params(jobId, symbol.toString())
        .query(JobTable::item)
        .single();
  }

  void planned(WorkItem item, @Nullable Span span, @Nullable Instant firstTraded) {
    database
        .sql(
            "update work_item set span_from = ?, span_to = ?, first_traded = ? where job_id = ? and symbol = ?")
        .param(SqlTimes.ofNullable(span == null ? null : span.from()))
        .param(SqlTimes.ofNullable(span == null ? null : span.to()))
        .param(SqlTimes.ofNullable(firstTraded))
        .params(item.jobId(), item.instrument().symbol().toString())
        .update();
  }

  /** Moves an item on; one that has ended stays as it is. */
  void enter(WorkItem item, Phase phase, String detail) {
    database
        .sql(
            """
            update work_item set phase = ?, detail = ? where job_id = ? and symbol = ?
              and phase not in ('DONE', 'FAILED', 'CANCELLED')
            """)
        .params(phase.name(), detail, item.jobId(), item.instrument().symbol().toString())
        .update();
  }

  /** Ends a running job; false if it had ended. */
  boolean end(UUID jobId, JobStatus status, String detail, Instant now) {
    return database
            .sql(
                "update job set status = ?, detail = ?, finished_at = ? where job_id = ? and status = 'RUNNING'")
            .params(status.name(), detail, SqlTimes.of(now), jobId)
            .update()
        > 0;
  }

  private static String joined(List<?> values) {
    return values.stream().map(Object::toString).collect(Collectors.joining(","));
  }

  private static List<Timeframe> timeframes(ResultSet row) throws SQLException {
    return Arrays.stream(row.getString("timeframes").split(",")).map(Timeframe::parse).toList();
  }

  private static Job job(ResultSet row, int number) throws SQLException {
    return new Job(
        row.getObject("job_id", UUID.class),
        row.getString("exchange"),
        Arrays.stream(row.getString("symbols").split(",")).map(Symbol::parse).toList(),
        timeframes(row),
        SqlTimes.nullable(row, "requested_from"),
        SqlTimes.nullable(row, "requested_to"),
        JobStatus.valueOf(row.getString("status")),
        row.getString("detail"),
        SqlTimes.instant(row, "created_at"),
        SqlTimes.nullable(row, "finished_at"));
  }

  private static WorkItem item(ResultSet row, int number) throws SQLException {
    Instant from = SqlTimes.nullable(row, "span_from");
    Instant to = SqlTimes.nullable(row, "span_to");
    return new WorkItem(
        row.getObject("job_id", UUID.class),
        InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
        timeframes(row),
        SqlTimes.nullable(row, "requested_from"),
        SqlTimes.nullable(row, "requested_to"),
        Phase.valueOf(row.getString("phase")),
        from == null || to == null ? null : new Span(from, to),
        SqlTimes.nullable(row, "first_traded"),
        row.getString("detail"));
  }
}
