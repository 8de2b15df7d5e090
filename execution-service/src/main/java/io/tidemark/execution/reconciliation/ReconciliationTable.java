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

  void store(String account, ReconciliationView run) {
    database
        .sql(
            """
            insert into reconciliation (account, cause, started_at, finished_at, open_orders, fills,
              foreign_items, differences, repaired, detail)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
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
        .update();
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
}
