package io.tidemark.backtester.job;

import io.tidemark.backtester.run.BacktestOutcome;
import io.tidemark.core.performance.TradeRow;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What backtests came to. Writes run in the caller's transaction. */
@Component
class BacktestTables {

  private static final String INSERT_TRADE =
      """
      insert into trade (run_id, number, position_id, symbol, side, entry_time, entry_price,
        exit_time, exit_price, quantity, fee, borrow_cost, pnl, exit_reason)
      values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
      """;

  private final JdbcClient database;
  private final JdbcTemplate batches;

  BacktestTables(JdbcClient database, JdbcTemplate batches) {
    this.database = database;
    this.batches = batches;
  }

  void save(UUID id, BacktestOutcome outcome, Map<ReportFormat, byte[]> reports) {
    database
        .sql(
            """
            update run set bars = ?, input_sha256 = ?, trades_sha256 = ?, configuration_sha256 = ?,
              currency = ?, initial_cash = ?, final_cash = ? where run_id = ?
            """)
        .params(
            outcome.result().bars(),
            outcome.history().sha256(),
            outcome.result().tradesSha256(),
            outcome.configurationSha256(),
            outcome.plan().quoteCurrency(),
            outcome.plan().initialCash(),
            outcome.result().finalCash(),
            id)
        .update();
    List<Object[]> rows = new ArrayList<>();
    for (TradeRow trade : outcome.result().trades()) {
      rows.add(row(id, rows.size(), trade));
    }
    batches.batchUpdate(INSERT_TRADE, rows);
    reports.forEach(
        (format, content) ->
            database
                .sql("insert into report (run_id, format, content) values (?, ?, ?)")
                .params(id, format.name(), content)
                .update());
  }

  private static Object[] row(UUID id, int number, TradeRow trade) {
    return new Object[] {
      id,
      number,
      trade.position(),
      trade.instrument().symbol().toString(),
      trade.side().name(),
      SqlTimes.of(trade.entryTime()),
      trade.entryPrice().value(),
      SqlTimes.of(trade.exitTime()),
      trade.exitPrice().value(),
      trade.quantity().value(),
      trade.fee(),
      trade.borrowCost(),
      trade.pnl(),
      trade.exitReason().name()
    };
  }

  List<TradeView> trades(UUID id, int limit, long offset) {
    return database
        .sql("select * from trade where run_id = ? order by number limit ? offset ?")
        .params(id, limit, offset)
        .query(BacktestTables::trade)
        .list();
  }

  long tradeCount(UUID id) {
    return database
        .sql("select count(*) from trade where run_id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }

  /** A report, compressed; empty before the backtest is done. */
  Optional<byte[]> report(UUID id, ReportFormat format) {
    return database
        .sql("select content from report where run_id = ? and format = ?")
        .params(id, format.name())
        .query((row, number) -> row.getBytes("content"))
        .optional();
  }

  private static TradeView trade(ResultSet row, int number) throws SQLException {
    return new TradeView(
        row.getInt("number"),
        row.getObject("position_id", UUID.class),
        row.getString("symbol"),
        row.getString("side"),
        SqlTimes.instant(row, "entry_time"),
        decimal(row, "entry_price"),
        SqlTimes.instant(row, "exit_time"),
        decimal(row, "exit_price"),
        decimal(row, "quantity"),
        decimal(row, "fee"),
        decimal(row, "borrow_cost"),
        decimal(row, "pnl"),
        row.getString("exit_reason"));
  }

  private static BigDecimal decimal(ResultSet row, String column) throws SQLException {
    return row.getBigDecimal(column);
  }
}
