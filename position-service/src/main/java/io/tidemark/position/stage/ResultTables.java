package io.tidemark.position.stage;

import io.tidemark.core.portfolio.ExitResult;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Money;
import io.tidemark.model.event.OrderDenied;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept for readers alone: exits, denials and equity. */
final class ResultTables {

  private static final RowStatement EXITS =
      RowStatement.insert(
          "partial_exit",
          """
          client_order_id, position_id, reason, price, quantity, notional, fee, pnl,
          currency, fills, first_fill_at, last_fill_at""",
          """
          on conflict (client_order_id) do update set
            price = excluded.price, quantity = excluded.quantity,
            notional = excluded.notional, fee = excluded.fee, pnl = excluded.pnl,
            fills = excluded.fills, first_fill_at = excluded.first_fill_at,
            last_fill_at = excluded.last_fill_at""");

  private static final RowStatement DENIALS =
      RowStatement.insert(
          "denial",
          """
          denial_id, run, account, exchange, symbol, strategy, cause_id, reason, context,
          event_time""",
          """
          on conflict (denial_id) do nothing""");

  private final JdbcTemplate database;
  private final RunIdentity identity;

  ResultTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** Writes what exit orders came to, over what was written of them before. */
  void saveExits(Collection<ExitResult> exits, SaveBatch batch) {
    batch.add(EXITS, exits.stream().map(ResultTables::row).toList());
  }

  private static Object[] row(ExitResult exit) {
    return new Object[] {
      exit.clientOrderId(),
      exit.positionId(),
      exit.reason().name(),
      exit.averagePrice().value(),
      exit.quantity().value(),
      exit.notional().amount(),
      exit.fee().amount(),
      exit.pnl().amount(),
      exit.pnl().currency(),
      exit.fills(),
      Sql.utc(exit.firstFillAt()),
      Sql.utc(exit.lastFillAt())
    };
  }

  /** A denial is known by its id: one that is told again is not added again. */
  void addDenials(List<OrderDenied> denials, SaveBatch batch) {
    List<Object[]> rows =
        denials.stream()
            .map(
                denial ->
                    new Object[] {
                      denial.denialId(),
                      denial.run(),
                      denial.account(),
                      denial.instrument().exchange(),
                      denial.instrument().symbol().toString(),
                      denial.strategy(),
                      denial.causeId(),
                      denial.reason().name(),
                      Sql.json(denial.context()),
                      Sql.utc(denial.eventTime())
                    })
            .toList();
    batch.add(DENIALS, rows);
  }

  /** The event time of the last equity point; empty for none. */
  Optional<Instant> lastEquityTime() {
    OffsetDateTime last =
        database.queryForObject(
            "select max(event_time) from equity_point where run = ? and account = ?",
            OffsetDateTime.class,
            identity.run(),
            identity.account());
    return Optional.ofNullable(last).map(OffsetDateTime::toInstant);
  }

  void addEquity(Money equity, Money cash, Instant at, SaveBatch batch) {
    batch.add(
        """
        insert into equity_point (run, account, currency, event_time, equity, cash)
        values (?, ?, ?, ?, ?, ?)
        on conflict (run, account, currency, event_time)
        do update set equity = excluded.equity, cash = excluded.cash
        """,
        identity.run(),
        identity.account(),
        equity.currency(),
        Sql.utc(at),
        equity.amount(),
        cash.amount());
  }
}
