package io.tidemark.position.stage;

import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.event.OrderDenied;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** What is kept for readers alone: exits, denials, equity and performance. */
final class ResultTables {

  private final JdbcTemplate database;
  private final RunIdentity identity;

  ResultTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** Adds fills to the rows of their exit orders; each fill is told once. */
  void addExits(List<PollWork.ClosingFill> exits) {
    database.batchUpdate(
        """
        insert into partial_exit (client_order_id, position_id, reason, price, quantity, notional,
          fee, pnl, currency, fills, first_fill_at, last_fill_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
        on conflict (client_order_id) do update set
          price = trim_scale((partial_exit.notional + excluded.notional)
            / (partial_exit.quantity + excluded.quantity)),
          quantity = partial_exit.quantity + excluded.quantity,
          notional = partial_exit.notional + excluded.notional,
          fee = partial_exit.fee + excluded.fee,
          pnl = partial_exit.pnl + excluded.pnl,
          fills = partial_exit.fills + 1,
          first_fill_at = least(partial_exit.first_fill_at, excluded.first_fill_at),
          last_fill_at = greatest(partial_exit.last_fill_at, excluded.last_fill_at)
        """,
        exits.stream().map(ResultTables::row).toList());
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

  /** Computes the performance of the strategies and instruments of those that closed. */
  void savePerformance(Collection<Position> changed) {
    Set<Group> groups =
        changed.stream()
            .filter(position -> position.status() == PositionStatus.CLOSED)
            .filter(position -> !position.ledger().isEmpty())
            .map(position -> Group.of(position.origin()))
            .collect(Collectors.toSet());
    groups.forEach(this::savePerformance);
  }

  private void savePerformance(Group group) {
    String exchange = group.instrument.exchange();
    String symbol = group.instrument.symbol().toString();
    List<BigDecimal> results =
        database.queryForList(
            """
            select realised_pnl from position
            where run = ? and account = ? and strategy = ? and exchange = ? and symbol = ?
              and status = 'CLOSED' and entry_quantity > 0
            order by closed_at, number
            """,
            BigDecimal.class,
            identity.run(),
            identity.account(),
            group.strategy,
            exchange,
            symbol);
    Performance figures = Performance.of(results);
    database.update(
        """
        insert into performance_metric (run, account, strategy, exchange, symbol, currency,
          total_trades, winning_trades, losing_trades, win_rate, average_profit, average_loss,
          profit_factor, max_drawdown, total_pnl, updated_at)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, now())
        on conflict (run, account, strategy, exchange, symbol) do update set
          total_trades = excluded.total_trades,
          winning_trades = excluded.winning_trades,
          losing_trades = excluded.losing_trades,
          win_rate = excluded.win_rate,
          average_profit = excluded.average_profit,
          average_loss = excluded.average_loss,
          profit_factor = excluded.profit_factor,
          max_drawdown = excluded.max_drawdown,
          total_pnl = excluded.total_pnl,
          updated_at = excluded.updated_at
        """,
        identity.run(),
        identity.account(),
        group.strategy,
        exchange,
        symbol,
        group.instrument.symbol().quote(),
        figures.totalTrades(),
        figures.winningTrades(),
        figures.losingTrades(),
        figures.winRate(),
        figures.averageProfit(),
        figures.averageLoss(),
        figures.profitFactor(),
        figures.maxDrawdown(),
        figures.totalPnl());
  }

  private record Group(String strategy, InstrumentId instrument) {
    static Group of(PositionOrigin origin) {
      return new Group(origin.strategy(), origin.instrument());
    }
  }
}
