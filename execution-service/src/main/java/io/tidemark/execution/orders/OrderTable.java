package io.tidemark.execution.orders;

import io.tidemark.core.engine.ExecutionOrder;
import io.tidemark.core.engine.VenueFill;
import io.tidemark.kit.codec.EventCodec;
import io.tidemark.kit.rows.Document;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.rows.TransactionRows;
import io.tidemark.model.Liquidity;
import io.tidemark.model.Money;
import io.tidemark.model.OrderStatus;
import io.tidemark.model.Price;
import io.tidemark.model.Quantity;
import io.tidemark.model.event.OrderChanged;
import io.tidemark.model.event.OrderFilled;
import io.tidemark.model.event.OrderReport;
import io.tidemark.model.event.PlaceOrder;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The stage's orders as rows; a stage restored from them goes on identically. */
public final class OrderTable {

  private static final String COLUMNS =
      """
      client_order_id, run, account, exchange, symbol, strategy, position_id, purpose,
      side, type, status, sequence, quantity, limit_price, stop_price, filled,
      reported_filled, average_price, venue_order_id, deadline, cancel_asked,
      unproven_told, asked_at, intent, created_at, updated_at""";

  private static final String CHANGE =
      """
      on conflict (client_order_id) do update set
        status = excluded.status, sequence = excluded.sequence, filled = excluded.filled,
        reported_filled = excluded.reported_filled,
        average_price = excluded.average_price, venue_order_id = excluded.venue_order_id,
        deadline = excluded.deadline, cancel_asked = excluded.cancel_asked,
        unproven_told = excluded.unproven_told, asked_at = excluded.asked_at,
        updated_at = excluded.updated_at""";

  private static final RowStatement ORDERS = RowStatement.insert("orders", COLUMNS, CHANGE);

  /** With the reason of their last state. */
  private static final RowStatement ORDERS_THAT_TOLD =
      RowStatement.insert(
          "orders",
          COLUMNS + ", reason, detail",
          CHANGE + ", reason = excluded.reason, detail = excluded.detail");

  private static final RowStatement STATES =
      RowStatement.insert(
          "order_event",
          """
          client_order_id, sequence, status, venue_order_id, filled, average_price, reason,
          detail, event_time, observed_at""",
          "");

  private static final RowStatement FILLS =
      RowStatement.insert(
          "fill",
          """
          fill_id, venue_trade_id, client_order_id, run, account, exchange, symbol, side,
          price, quantity, fee, fee_currency, liquidity, filled_at, observed_at""",
          "");

  private final JdbcTemplate database;

  public OrderTable(JdbcTemplate database) {
    this.database = database;
  }

  /** Every order of an account, in the order they were asked for. */
  List<ExecutionOrder> load(String account) {
    Map<UUID, List<VenueFill>> fills = new HashMap<>();
    database.query(
        "select * from fill where account = ? order by number",
        row -> {
          fills
              .computeIfAbsent(
                  row.getObject("client_order_id", UUID.class), id -> new ArrayList<>())
              .add(fill(row));
        },
        account);
    return database.query(
        "select * from orders where account = ? order by number",
        (row, number) -> order(row, fills),
        account);
  }

  /** What the current transaction writes at its end. */
  SaveBatch batch() {
    return TransactionRows.of(database).batch();
  }

  /** Calls {@code addition} right before the current transaction's rows are written. */
  void atEnd(Runnable addition) {
    TransactionRows.of(database).atEnd(addition);
  }

  /** Has what a transaction's steps changed and told written with the rest of it. */
  void store(Collection<ExecutionOrder> changed, List<OrderReport> events, Instant now) {
    List<OrderChanged> states = told(events, OrderChanged.class);
    Map<UUID, OrderChanged> last = new HashMap<>();
    states.forEach(state -> last.put(state.clientOrderId(), state));
    List<@Nullable Object[]> told = new ArrayList<>();
    List<@Nullable Object[]> silent = new ArrayList<>();
    for (ExecutionOrder order : changed) {
      OrderChanged state = last.get(order.id());
      if (state == null) {
        silent.add(columns(order, now).toArray());
      } else {
        List<@Nullable Object> columns = columns(order, now);
        columns.add(name(state.reason()));
        columns.add(state.detail());
        told.add(columns.toArray());
      }
    }
    SaveBatch batch = batch();
    batch.add(ORDERS, silent);
    batch.add(ORDERS_THAT_TOLD, told);
    insertStates(states, batch);
    insertFills(told(events, OrderFilled.class), batch);
  }

  private static <T extends OrderReport> List<T> told(List<OrderReport> events, Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }

  private static List<@Nullable Object> columns(ExecutionOrder order, Instant now) {
    PlaceOrder intent = order.intent();
    List<@Nullable Object> columns = new ArrayList<>();
    Collections.addAll(
        columns,
        order.id(),
        intent.run(),
        intent.account(),
        intent.instrument().exchange(),
        intent.instrument().symbol().toString(),
        intent.strategy(),
        intent.positionId(),
        intent.purpose().name(),
        intent.side().name(),
        intent.type().name(),
        order.status().name(),
        order.sequence(),
        order.terms().quantity().value(),
        value(order.terms().limitPrice()),
        value(order.terms().stopPrice()),
        order.filled().value(),
        order.reportedFilled().value(),
        value(order.averagePrice()),
        order.venueOrderId(),
        SqlTimes.write(order.deadline()),
        SqlTimes.write(order.cancelAsked()),
        order.unprovenTold(),
        SqlTimes.write(order.askedAt()),
        new Document(new String(EventCodec.encode(intent), StandardCharsets.UTF_8)),
        SqlTimes.write(now),
        SqlTimes.write(now));
    return columns;
  }

  private static void insertStates(List<OrderChanged> states, SaveBatch batch) {
    batch.add(STATES, states.stream().map(OrderTable::columns).toList());
  }

  private static @Nullable Object[] columns(OrderChanged state) {
    return new @Nullable Object[] {
      state.clientOrderId(),
      state.sequence(),
      state.status().name(),
      state.venueOrderId(),
      state.filled().value(),
      value(state.averagePrice()),
      name(state.reason()),
      state.detail(),
      SqlTimes.write(state.eventTime()),
      SqlTimes.write(state.observedAt())
    };
  }

  private static void insertFills(List<OrderFilled> fills, SaveBatch batch) {
    batch.add(FILLS, fills.stream().map(OrderTable::columns).toList());
  }

  private static Object[] columns(OrderFilled fill) {
    return new Object[] {
      fill.fillId(),
      fill.venueTradeId(),
      fill.clientOrderId(),
      fill.run(),
      fill.account(),
      fill.instrument().exchange(),
      fill.instrument().symbol().toString(),
      fill.side().name(),
      fill.price().value(),
      fill.quantity().value(),
      fill.fee().amount(),
      fill.fee().currency(),
      fill.liquidity().name(),
      SqlTimes.write(fill.eventTime()),
      SqlTimes.write(fill.observedAt())
    };
  }

  private static VenueFill fill(ResultSet row) throws SQLException {
    return new VenueFill(
        row.getString("venue_trade_id"),
        new Price(row.getBigDecimal("price")),
        new Quantity(row.getBigDecimal("quantity")),
        new Money(row.getBigDecimal("fee"), row.getString("fee_currency")),
        Liquidity.valueOf(row.getString("liquidity")),
        SqlTimes.read(row, "filled_at"));
  }

  private static ExecutionOrder order(ResultSet row, Map<UUID, List<VenueFill>> fills)
      throws SQLException {
    PlaceOrder intent =
        (PlaceOrder) EventCodec.decode(row.getString("intent").getBytes(StandardCharsets.UTF_8));
    return new ExecutionOrder(
        intent,
        new ExecutionOrder.Terms(
            new Quantity(row.getBigDecimal("quantity")),
            price(row.getBigDecimal("limit_price")),
            price(row.getBigDecimal("stop_price"))),
        OrderStatus.valueOf(row.getString("status")),
        row.getLong("sequence"),
        row.getString("venue_order_id"),
        SqlTimes.readNullable(row, "deadline"),
        new Quantity(row.getBigDecimal("reported_filled")),
        fills.getOrDefault(intent.clientOrderId(), List.of()),
        SqlTimes.readNullable(row, "cancel_asked"),
        row.getBoolean("unproven_told"),
        SqlTimes.readNullable(row, "asked_at"));
  }

  private static @Nullable Price price(@Nullable BigDecimal value) {
    return value == null ? null : new Price(value);
  }

  private static @Nullable BigDecimal value(@Nullable Price price) {
    return price == null ? null : price.value();
  }

  private static @Nullable String name(@Nullable Enum<?> constant) {
    return constant == null ? null : constant.name();
  }
}
