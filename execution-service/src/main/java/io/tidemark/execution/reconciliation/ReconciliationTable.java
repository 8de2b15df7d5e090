package io.tidemark.execution.reconciliation;

import io.tidemark.execution.orders.SqlTimes;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The reconciliations that were made. */
public final class ReconciliationTable {

  private final JdbcClient database;

  public ReconciliationTable(JdbcClient database) {
    this.database = database;
  }

  /** Writes a reconciliation and what it found. */
  void store(String account, ReconciliationView run, List<Difference> differences) {
    long number = store(account, run);
    for (Difference difference : differences) {
      database
          .sql(
              """
              insert into reconciliation_difference (reconciliation, kind, subject, ours, theirs,
                repaired)
              values (?, ?, ?, ?, ?, ?)
              """)
          .param(number)
          .param(difference.kind().name())
          .param(difference.subject())
          .param(difference.ours())
          .param(difference.theirs())
          .param(difference.repaired())
          .update();
    }
  }

  private long store(String account, ReconciliationView run) {
    return database
        .sql(
            """
            insert into reconciliation (account, cause, started_at, finished_at, open_orders, fills,
              foreign_items, differences, repaired, detail)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            returning number
            """)
        .param(account)
        .param(run.cause())
        .param(SqlTimes.write(run.startedAt()))
        .param(SqlTimes.write(run.finishedAt()))
        .param(run.openOrders())
        .param(run.fills())
        .param(run.foreignItems())
        .param(run.differences())
        .param(run.repaired())
        .param(run.detail())
        .query(Long.class)
        .single();
  }

  /** The latest first. */
  Page<ReconciliationView> page(PageRequest request) {
    List<ReconciliationView> items =
        database
            .sql("select * from reconciliation order by number desc limit ? offset ?")
            .params(request.limit(), request.offset())
            .query(
                (row, number) ->
                    new ReconciliationView(
                        row.getString("cause"),
                        SqlTimes.read(row, "started_at"),
                        SqlTimes.read(row, "finished_at"),
                        row.getInt("open_orders"),
                        row.getInt("fills"),
                        row.getInt("foreign_items"),
                        row.getInt("differences"),
                        row.getInt("repaired"),
                        row.getString("detail")))
            .list();
    long total = database.sql("select count(*) from reconciliation").query(Long.class).single();
    return new Page<>(items, request.number(), request.limit(), total);
  }

  /** Differences, the latest first. */
  Page<DifferenceView> differences(PageRequest request) {
    List<DifferenceView> items =
        database
            .sql(
                """
                select d.*, r.started_at from reconciliation_difference d
                join reconciliation r on r.number = d.reconciliation
                order by d.number desc limit ? offset ?
                """)
            .params(request.limit(), request.offset())
            .query(
                (row, number) ->
                    new DifferenceView(
                        SqlTimes.read(row, "started_at"),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("ours"),
                        row.getString("theirs"),
                        row.getBoolean("repaired")))
            .list();
    long total =
        database.sql("select count(*) from reconciliation_difference").query(Long.class).single();
    return new Page<>(items, request.number(), request.limit(), total);
  }
}
