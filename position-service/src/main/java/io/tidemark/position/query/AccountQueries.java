package io.tidemark.position.query;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.TradingState;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.position.query.AccountViews.Balance;
import io.tidemark.position.query.AccountViews.Denial;
import io.tidemark.position.query.AccountViews.EquityPoint;
import io.tidemark.position.query.AccountViews.PerformanceReport;
import io.tidemark.position.query.AccountViews.Risk;
import io.tidemark.position.query.AccountViews.StrategyPerformance;
import io.tidemark.position.query.AccountViews.TotalPerformance;
import io.tidemark.position.stage.Performance;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is kept of the account that is traded. */
@Component
final class AccountQueries {

  private static final String OURS = " run = :run and account = :account ";

  private final JdbcClient database;
  private final RunIdentity identity;

  AccountQueries(JdbcClient database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** The risk state; empty while the account is not open. */
  Optional<Risk> risk() {
    List<Balance> balances = balances();
    return ours("select trading_state, reason from risk_state where" + OURS)
        .query(
            (row, number) ->
                new Risk(
                    identity.account(),
                    identity.run(),
                    TradingState.valueOf(row.getString(1)),
                    row.getString(2),
                    balances,
                    openPositions(),
                    only(balances, Balance::realisedPnl),
                    only(balances, Balance::fees)))
        .optional();
  }

  private static @Nullable BigDecimal only(
      List<Balance> balances, Function<Balance, BigDecimal> figure) {
    return balances.size() == 1 ? figure.apply(balances.getFirst()) : null;
  }

  private List<Balance> balances() {
    return ours("""
            select b.currency, b.cash, b.realised_pnl, b.fees, coalesce((
              select sum(o.reserved) from position_order o
              where o.run = b.run and o.account = b.account and o.currency = b.currency
                and o.reserved > 0), 0) + coalesce((
              select sum(p.margin) from position p
              where p.run = b.run and p.account = b.account and p.currency = b.currency
                and p.status <> 'CLOSED'), 0) as reserved
            from balance b where b.run = :run and b.account = :account order by b.currency
            """)
        .query(
            (row, number) -> {
              BigDecimal cash = row.getBigDecimal("cash");
              BigDecimal reserved = row.getBigDecimal("reserved");
              return new Balance(
                  row.getString("currency"),
                  cash,
                  reserved,
                  cash.subtract(reserved).stripTrailingZeros(),
                  row.getBigDecimal("realised_pnl"),
                  row.getBigDecimal("fees"));
            })
        .list();
  }

  private long openPositions() {
    return ours("select count(*) from position where status <> 'CLOSED' and" + OURS)
        .query(Long.class)
        .single();
  }

  /** Denials, the last first. */
  Page<Denial> denials(PageRequest page) {
    return page(
        """
        select denial_id, exchange, symbol, strategy, cause_id, reason, context::text, event_time
        from denial where run = :run and account = :account
        order by number desc limit :limit offset :offset
        """,
        "select count(*) from denial where" + OURS,
        Map.of(),
        page,
        AccountQueries::denial);
  }

  private static Denial denial(ResultSet row, int number) throws SQLException {
    return new Denial(
        row.getObject("denial_id", UUID.class),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("strategy"),
        row.getObject("cause_id", UUID.class),
        DenialReason.valueOf(row.getString("reason")),
        Json.mapper().readTree(row.getString("context")),
        Rows.time(row, "event_time"));
  }

  /**
   * Equity points, the oldest first.
   *
   * @param from the first instant, included; null for all
   * @param to the first instant that is left out; null for none
   */
  Page<EquityPoint> equity(@Nullable Instant from, @Nullable Instant to, PageRequest page) {
    String filter =
        """
        from equity_point where run = :run and account = :account
          and (cast(:from as timestamptz) is null or event_time >= :from)
          and (cast(:to as timestamptz) is null or event_time < :to)
        """;
    Map<String, @Nullable Object> range = new HashMap<>();
    range.put("from", Rows.parameter(from));
    range.put("to", Rows.parameter(to));
    return page(
        "select event_time, currency, equity, cash "
            + filter
            + "order by event_time, currency limit :limit offset :offset",
        "select count(*) " + filter,
        range,
        page,
        (row, number) ->
            new EquityPoint(
                Rows.time(row, "event_time"),
                row.getString("currency"),
                row.getBigDecimal("equity"),
                row.getBigDecimal("cash")));
  }

  /** The results by strategy and instrument, and in all by quote currency. */
  PerformanceReport performance() {
    List<StrategyPerformance> strategies =
        ours("select * from performance_metric where"
                + OURS
                + "order by strategy, exchange, symbol")
            .query(AccountQueries::strategy)
            .list();
    Map<String, List<BigDecimal>> results = new TreeMap<>();
    ours("""
            select currency, realised_pnl from position
            where run = :run and account = :account and status = 'CLOSED' and entry_quantity > 0
            order by closed_at, number
            """)
        .query(
            row -> {
              results
                  .computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                  .add(row.getBigDecimal(2));
            });
    return new PerformanceReport(
        strategies,
        results.entrySet().stream()
            .map(each -> new TotalPerformance(each.getKey(), Performance.of(each.getValue())))
            .toList());
  }

  private static StrategyPerformance strategy(ResultSet row, int number) throws SQLException {
    return new StrategyPerformance(
        row.getString("strategy"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("currency"),
        new Performance(
            row.getInt("total_trades"),
            row.getInt("winning_trades"),
            row.getInt("losing_trades"),
            row.getBigDecimal("win_rate"),
            row.getBigDecimal("average_profit"),
            row.getBigDecimal("average_loss"),
            row.getBigDecimal("profit_factor"),
            row.getBigDecimal("max_drawdown"),
            row.getBigDecimal("total_pnl")));
  }

  private <T> Page<T> page(
      String items,
      String count,
      Map<String, @Nullable Object> filter,
      PageRequest page,
      RowMapper<T> mapper) {
    List<T> found =
        ours(items)
            .params(filter)
            .param("limit", page.limit())
            .param("offset", page.offset())
            .query(mapper)
            .list();
    long total = ours(count).params(filter).query(Long.class).single();
    return new Page<>(found, page.number(), page.limit(), total);
  }

  private JdbcClient.StatementSpec ours(String sql) {
    return database.sql(sql).param("run", identity.run()).param("account", identity.account());
  }
}
