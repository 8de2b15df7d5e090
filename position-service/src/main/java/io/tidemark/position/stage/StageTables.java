package io.tidemark.position.stage;

import io.tidemark.core.exit.ExitProgress;
import io.tidemark.core.portfolio.AccountState;
import io.tidemark.core.portfolio.BookedFill;
import io.tidemark.core.portfolio.CashBalance;
import io.tidemark.core.portfolio.EntryControls;
import io.tidemark.core.portfolio.Excursion;
import io.tidemark.core.portfolio.Ledger;
import io.tidemark.core.portfolio.Position;
import io.tidemark.core.portfolio.PositionOrder;
import io.tidemark.core.portfolio.PositionOrigin;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.Price;
import io.tidemark.model.TradingState;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The account, its positions, orders and fills, as rows. */
final class StageTables {

  private static final RowStatement BALANCES =
      RowStatement.insert(
          "balance",
          """
          run, account, currency, initial_cash, cash, realised_pnl, fees""",
          """
          on conflict (run, account, currency) do update set
            cash = excluded.cash, realised_pnl = excluded.realised_pnl,
            fees = excluded.fees""");

  private static final RowStatement POSITIONS =
      RowStatement.insert(
          "position",
          """
          position_id, run, account, exchange, symbol, currency, strategy, signal_id, side,
          status, entries, entry_quantity, quantity, entry_price, exit_price, entry_fees,
          fees, fee_rate, margin, realised_pnl, stop_price, take_profit_price,
          levels_taken, best_price, worst_price, max_favourable, max_adverse, requested_at,
          opened_at, closed_at, exit_reason, state""",
          """
          on conflict (position_id) do update set
            status = excluded.status, entries = excluded.entries,
            entry_quantity = excluded.entry_quantity, quantity = excluded.quantity,
            entry_price = excluded.entry_price, exit_price = excluded.exit_price,
            entry_fees = excluded.entry_fees, fees = excluded.fees,
            margin = excluded.margin, realised_pnl = excluded.realised_pnl,
            stop_price = excluded.stop_price,
            take_profit_price = excluded.take_profit_price,
            levels_taken = excluded.levels_taken, best_price = excluded.best_price,
            worst_price = excluded.worst_price, max_favourable = excluded.max_favourable,
            max_adverse = excluded.max_adverse, opened_at = excluded.opened_at,
            closed_at = excluded.closed_at, exit_reason = excluded.exit_reason,
            state = excluded.state""");

  private static final RowStatement ORDERS =
      RowStatement.insert(
          "position_order",
          """
          client_order_id, run, account, position_id, purpose, side, status, quantity,
          filled, currency, reserved, state""",
          """
          on conflict (client_order_id) do update set
            status = excluded.status, filled = excluded.filled,
            reserved = excluded.reserved, state = excluded.state""");

  private static final RowStatement FILLS =
      RowStatement.insert(
          "booked_fill",
          """
          fill_id, run, account, position_id, client_order_id, side, price, quantity, fee,
          currency, event_time, state""",
          "");

  private final JdbcTemplate database;
  private final RunIdentity identity;

  StageTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** The account; empty if it was never opened. */
  Optional<AccountState> account() {
    return database
        .query(
            """
            select trading_state, reason, paused_instruments, controls::text from risk_state
            where run = ? and account = ?
            """,
            (row, number) ->
                new AccountState(
                    identity.run(),
                    identity.account(),
                    TradingState.valueOf(row.getString(1)),
                    row.getString(2),
                    balances(),
                    instruments(row.getArray(3)),
                    Sql.read(row.getString(4), EntryControls.class)),
            identity.run(),
            identity.account())
        .stream()
        .findFirst();
  }

  private SortedMap<String, CashBalance> balances() {
    SortedMap<String, CashBalance> balances = new TreeMap<>();
    database.query(
        """
        select currency, initial_cash, cash, realised_pnl, fees from balance
        where run = ? and account = ?
        """,
        row -> {
          String currency = row.getString(1);
          balances.put(
              currency,
              new CashBalance(
                  new Money(row.getBigDecimal(2), currency),
                  new Money(row.getBigDecimal(3), currency),
                  new Money(row.getBigDecimal(4), currency),
                  new Money(row.getBigDecimal(5), currency)));
        },
        identity.run(),
        identity.account());
    return balances;
  }

  private static SortedSet<InstrumentId> instruments(Array keys) throws SQLException {
    SortedSet<InstrumentId> instruments = new TreeSet<>();
    for (String key : (String[]) keys.getArray()) {
      instruments.add(InstrumentId.parse(key));
    }
    return instruments;
  }

  /** Positions in the order they were requested. */
  List<Position> positions() {
    return states("position", Position.class);
  }

  /** Orders in the order they were asked for. */
  List<PositionOrder> orders() {
    return states("position_order", PositionOrder.class);
  }

  /** Fills in the order they were booked. */
  List<BookedFill> fills() {
    return states("booked_fill", BookedFill.class);
  }

  private <T> List<T> states(String table, Class<T> type) {
    return database.query(
        "select state::text from %s where run = ? and account = ? order by number".formatted(table),
        (row, number) -> Sql.read(row.getString(1), type),
        identity.run(),
        identity.account());
  }

  /** Opens the account, unless it is open. */
  void open(AccountState account, Instant at) {
    int opened =
        database.update(
            """
            insert into risk_state (run, account, trading_state, reason, paused_instruments,
              controls, updated_at)
            values (?, ?, ?, ?, '{}', ?::jsonb, ?) on conflict do nothing
            """,
            identity.run(),
            identity.account(),
            account.tradingState().name(),
            account.stateReason(),
            Sql.document(account.controls()),
            Sql.utc(at));
    if (opened == 1) {
      SaveBatch batch = new SaveBatch();
      save(account.balances().values(), batch);
      batch.run(database);
    }
  }

  void save(AccountState account, Instant at, SaveBatch batch) {
    String[] paused =
        account.pausedInstruments().stream().map(InstrumentId::key).toArray(String[]::new);
    batch.add(
        """
        update risk_state
        set trading_state = ?, reason = ?, paused_instruments = ?, controls = ?::jsonb,
          updated_at = ?
        where run = ? and account = ?
        """,
        account.tradingState().name(),
        account.stateReason(),
        paused,
        Sql.document(account.controls()),
        Sql.utc(at),
        identity.run(),
        identity.account());
    save(account.balances().values(), batch);
  }

  private void save(Collection<CashBalance> balances, SaveBatch batch) {
    List<Object[]> rows =
        balances.stream()
            .map(
                balance ->
                    new Object[] {
                      identity.run(),
                      identity.account(),
                      balance.cash().currency(),
                      balance.initial().amount(),
                      balance.cash().amount(),
                      balance.realisedPnl().amount(),
                      balance.fees().amount()
                    })
            .toList();
    batch.add(BALANCES, rows);
  }

  void savePositions(Collection<Position> positions, SaveBatch batch) {
    batch.add(POSITIONS, positions.stream().map(StageTables::row).toList());
  }

  private static @Nullable Object[] row(Position position) {
    PositionOrigin origin = position.origin();
    Ledger ledger = position.ledger();
    ExitProgress progress = position.progress();
    Excursion excursion = position.excursion().orElse(null);
    return new @Nullable Object[] {
      position.id(),
      origin.run(),
      origin.account(),
      origin.instrument().exchange(),
      origin.instrument().symbol().toString(),
      origin.quoteCurrency(),
      origin.strategy(),
      origin.signalId(),
      origin.side().name(),
      position.status().name(),
      position.entrySignals().size(),
      position.entryQuantity().value(),
      position.quantity().value(),
      value(ledger.averagePrice(origin.side().entrySide())),
      value(ledger.averagePrice(origin.side().exitSide())),
      ledger.fees(origin.side().entrySide()).amount(),
      ledger.fees().amount(),
      position.terms().feeRate(),
      position.margin().amount(),
      ledger.realisedPnl().amount(),
      value(position.stopPrice().orElse(null)),
      value(position.nextTarget().orElse(null)),
      progress == null ? 0 : progress.levelsTaken(),
      excursion == null ? null : excursion.best().value(),
      excursion == null ? null : excursion.worst().value(),
      excursion == null ? null : excursion.favourable(),
      excursion == null ? null : excursion.adverse(),
      Sql.utc(origin.requestedAt()),
      Sql.time(position.openedAt()),
      Sql.time(position.closedAt()),
      position.exitReason() == null ? null : position.exitReason().name(),
      Sql.json(position)
    };
  }

  private static @Nullable BigDecimal value(@Nullable Price price) {
    return price == null ? null : price.value();
  }

  void saveOrders(Collection<PositionOrder> orders, SaveBatch batch) {
    List<Object[]> rows =
        orders.stream()
            .map(
                order ->
                    new Object[] {
                      order.clientOrderId(),
                      identity.run(),
                      identity.account(),
                      order.positionId(),
                      order.purpose().name(),
                      order.side().name(),
                      order.status().name(),
                      order.quantity().value(),
                      order.bookedFilled().value(),
                      order.cashPerUnit().currency(),
                      order.reserved().amount(),
                      Sql.json(order)
                    })
            .toList();
    batch.add(ORDERS, rows);
  }

  void addFills(Collection<BookedFill> fills, SaveBatch batch) {
    List<Object[]> rows =
        fills.stream()
            .map(
                fill ->
                    new Object[] {
                      fill.fillId(),
                      identity.run(),
                      identity.account(),
                      fill.positionId(),
                      fill.clientOrderId(),
                      fill.side().name(),
                      fill.price().value(),
                      fill.quantity().value(),
                      fill.fee().amount(),
                      fill.fee().currency(),
                      Sql.utc(fill.eventTime()),
                      Sql.json(fill)
                    })
            .toList();
    batch.add(FILLS, rows);
  }
}
