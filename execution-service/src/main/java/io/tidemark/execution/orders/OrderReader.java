package io.tidemark.execution.orders;

import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Orders and fills for those who ask. */
final class OrderReader {

  private final JdbcClient database;

  OrderReader(JdbcClient database) {
    this.database = database;
  }

  /** Which orders are asked for; null for any. */
  record Filter(
      @Nullable String status,
      @Nullable String symbol,
      @Nullable String exchange,
      @Nullable String strategy) {}

  /** The latest first. */
  Page<OrderView> orders(Filter filter, PageRequest request) {
    Conditions conditions =
        new Conditions()
            .equal("status", filter.status)
            .equal("symbol", filter.symbol)
            .equal("exchange", filter.exchange)
            .equal("strategy", filter.strategy);
    return page("orders", conditions, request, OrderReader::order);
  }

  /** The latest first. */
  Page<FillView> fills(
      @Nullable UUID clientOrderId,
      @Nullable String symbol,
      @Nullable String exchange,
      PageRequest request) {
    Conditions conditions =
        new Conditions()
            .equal("client_order_id", clientOrderId)
            .equal("symbol", symbol)
            .equal("exchange", exchange);
    return page("fill", conditions, request, OrderReader::fill);
  }

  Optional<OrderHistoryView> order(UUID clientOrderId) {
    return database
        .sql("select * from orders where client_order_id = ?")
        .param(clientOrderId)
        .query((row, number) -> order(row))
        .optional()
        .map(order -> new OrderHistoryView(order, events(clientOrderId), fills(clientOrderId)));
  }

  private List<OrderEventView> events(UUID clientOrderId) {
    return database
        .sql("select * from order_event where client_order_id = ? order by sequence")
        .param(clientOrderId)
        .query((row, number) -> event(row))
        .list();
  }

  private List<FillView> fills(UUID clientOrderId) {
    return database
        .sql("select * from fill where client_order_id = ? order by number")
        .param(clientOrderId)
        .query((row, number) -> fill(row))
        .list();
  }

  private <T> Page<T> page(
      String table, Conditions conditions, PageRequest request, RowReader<T> reader) {
    List<Object> bounds = new ArrayList<>(conditions.values);
    bounds.add(request.limit());
    bounds.add(request.offset());
    List<T> items =
        database
            .sql(
                "select * from %s%s order by number desc limit ? offset ?"
                    .formatted(table, conditions))
            .params(bounds)
            .query((row, number) -> reader.read(row))
            .list();
    long total =
        database
            .sql("select count(*) from %s%s".formatted(table, conditions))
            .params(conditions.values)
            .query(Long.class)
            .single();
    return new Page<>(items, request.number(), request.limit(), total);
  }

  private static OrderView order(ResultSet row) throws SQLException {
    return new OrderView(
        row.getObject("client_order_id", UUID.class),
        row.getString("venue_order_id"),
        row.getString("account"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        row.getObject("position_id", UUID.class),
        row.getString("purpose"),
        row.getString("side"),
        row.getString("type"),
        row.getString("status"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("filled"),
        row.getBigDecimal("average_price"),
        row.getBigDecimal("limit_price"),
        row.getBigDecimal("stop_price"),
        row.getBigDecimal("paper_price"),
        row.getBigDecimal("paper_error_bps"),
        row.getString("reason"),
        row.getString("detail"),
        SqlTimes.read(row, "created_at"),
        SqlTimes.read(row, "updated_at"));
  }

  private static OrderEventView event(ResultSet row) throws SQLException {
    return new OrderEventView(
        row.getLong("sequence"),
        row.getString("status"),
        row.getString("venue_order_id"),
        row.getBigDecimal("filled"),
        row.getBigDecimal("average_price"),
        row.getString("reason"),
        row.getString("detail"),
        SqlTimes.read(row, "event_time"),
        SqlTimes.read(row, "observed_at"));
  }

  private static FillView fill(ResultSet row) throws SQLException {
    return new FillView(
        row.getObject("fill_id", UUID.class),
        row.getString("venue_trade_id"),
        row.getObject("client_order_id", UUID.class),
        row.getString("account"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("side"),
        row.getBigDecimal("price"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("fee"),
        row.getString("fee_currency"),
        row.getString("liquidity"),
        SqlTimes.read(row, "filled_at"));
  }

  @FunctionalInterface
  private interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
  }

  /** The conditions of a query, with their values kept apart. */
  private static final class Conditions {

    private final List<String> terms = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    Conditions equal(String column, @Nullable Object value) {
      if (value != null) {
        terms.add(column + " = ?");
        values.add(value);
      }
      return this;
    }

    @Override
    public String toString() {
      return terms.isEmpty() ? "" : " where " + String.join(" and ", terms);
    }
  }
}
