package io.tidemark.position.stage;

import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Money;
import io.tidemark.model.event.OrderDenied;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept for readers alone: exits, denials and equity. */
final class ResultTables {

  private static final String ADD_EXIT =
      """
        insert into partial_exit (client_order_id, position_id, reason, price, quantity, notional,
          fee, pnl, currency, fills, first_fill_at, last_fill_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
        on conflict (client_order_id) do update set
          price = trim_scale((partial_exit.notional + excluded.notional)
            / (partial_exit.quantity + excluded.quantity)),
          quantity = partial_exit.quantity + excluded.quantity,
          notional = partial_exit.notional + excluded.notional,
          fee = trim_scale(partial_exit.fee + excluded.fee),
          pnl = trim_scale(partial_exit.pnl + excluded.pnl),
          fills = partial_exit.fills + 1,
          first_fill_at = least(partial_exit.first_fill_at, excluded.first_fill_at),
          last_fill_at = greatest(partial_exit.last_fill_at, excluded.last_fill_at)
      """;

  private final JdbcTemplate database;
  private final RunIdentity identity;

  ResultTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /**
   * Adds fills to the rows of their exit orders; each fill is told once. One statement a fill: the
   * driver may make one of a batch, which cannot touch a row twice.
   */
  void addExits(List<PollWork.ClosingFill> exits) {
    exits.forEach(exit -> database.update(ADD_EXIT, row(exit)));
  }

  private static Object[] row(PollWork.ClosingFill exit) {
    BookedFill fill = exit.fill();
    return new Object[] {
      fill.clientOrderId(),
      fill.positionId(),
      exit.reason().name(),
      fill.price().value(),
      fill.quantity().value(),
      fill.price().times(fill.quantity()),
      fill.fee().amount(),
      exit.pnl().amount(),
      exit.pnl().currency(),
      Sql.utc(fill.eventTime()),
      Sql.utc(fill.eventTime())
    };
  }

  /** A denial is known by its id: one that is told again is not added again. */
  void addDenials(List<OrderDenied> denials) {
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
                      Sql.document(denial.context()),
                      Sql.utc(denial.eventTime())
                    })
            .toList();
    database.batchUpdate(
        """
        insert into denial (denial_id, run, account, exchange, symbol, strategy, cause_id, reason,
          context, event_time)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
        on conflict (denial_id) do nothing
        """,
        rows);
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

  void addEquity(Money equity, Money cash, Instant at) {
    database.update(
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
