package io.tidemark.position.query;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.reason.DenialReason;
import io.tidemark.position.query.AccountViews.Denial;
import io.tidemark.position.query.AccountViews.EquityPoint;
import io.tidemark.position.query.AccountViews.Performance;
import io.tidemark.position.query.AccountViews.PerformanceReport;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what became of the account's decisions: denials, equity, performance. */
@Component
final class ResultQueries {

  private static final String OURS = " where run = :run and account = :account ";

  private final JdbcClient database;
  private final RunIdentity identity;

  ResultQueries(JdbcClient database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** Denials, the last first. */
  Page<Denial> denials(ResultFilter filter, PageRequest page) {
    return page(
        "denial" + OURS + filter.named("strategy", "exchange", "symbol", "reason") + filter.timed(),
        "number desc",
        filter,
        page,
        ResultQueries::denial);
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

  /** Equity points, the oldest first. */
  Page<EquityPoint> equity(ResultFilter filter, PageRequest page) {
    return page(
        "equity_point" + OURS + filter.named("currency") + filter.timed(),
        "event_time, currency",
        filter,
        page,
        (row, number) ->
            new EquityPoint(
                Rows.time(row, "event_time"),
                row.getString("currency"),
                row.getBigDecimal("equity"),
                row.getBigDecimal("cash")));
  }

  /**
   * Figures of closed positions.
   *
   * @param run null for the one that is traded
   */
  PerformanceReport performance(ResultFilter filter, @Nullable String run) {
    String wanted = run == null ? identity.run() : run;
    List<Performance> all =
        database
            .sql(
                "select * from performance_metric"
                    + OURS
                    + filter.named("strategy", "exchange", "symbol")
                    + " order by strategy, exchange, symbol, currency")
            .param("run", wanted)
            .param("account", identity.account())
            .params(filter.parameters())
            .query(ResultQueries::performance)
            .list();
    Predicate<Performance> ofStrategy = each -> !each.strategy().isEmpty();
    Predicate<Performance> ofInstrument = each -> !each.symbol().isEmpty();
    return new PerformanceReport(
        wanted,
        all.stream().filter(ofStrategy.and(ofInstrument)).toList(),
        all.stream().filter(ofStrategy.and(ofInstrument.negate())).toList(),
        all.stream().filter(ofStrategy.negate().and(ofInstrument)).toList(),
        all.stream().filter(ofStrategy.or(ofInstrument).negate()).toList());
  }

  private static Performance performance(ResultSet row, int number) throws SQLException {
    return new Performance(
        row.getString("strategy"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("currency"),
        row.getInt("total_trades"),
        row.getInt("winning_trades"),
        row.getInt("losing_trades"),
        row.getBigDecimal("win_rate"),
        row.getBigDecimal("average_profit"),
        row.getBigDecimal("average_loss"),
        row.getBigDecimal("profit_factor"),
        row.getBigDecimal("expectancy"),
        row.getBigDecimal("best_trade"),
        row.getBigDecimal("worst_trade"),
        row.getInt("longest_win_streak"),
        row.getInt("longest_loss_streak"),
        row.getBigDecimal("max_drawdown"),
        row.getBigDecimal("total_pnl"),
        row.getObject("sharpe_ratio", Double.class),
        row.getObject("sortino_ratio", Double.class),
        row.getDouble("max_drawdown_pct"),
        row.getObject("total_return_pct", Double.class),
        row.getObject("cagr_pct", Double.class),
        row.getInt("days"),
        Rows.time(row, "updated_at"));
  }

  private <T> Page<T> page(
      String from, String order, ResultFilter filter, PageRequest page, RowMapper<T> mapper) {
    List<T> found =
        ours("select * from " + from + " order by " + order + " limit :limit offset :offset")
            .params(filter.parameters())
            .param("limit", page.limit())
            .param("offset", page.offset())
            .query(mapper)
            .list();
    long total =
        ours("select count(*) from " + from).params(filter.parameters()).query(Long.class).single();
    return new Page<>(found, page.number(), page.limit(), total);
  }

  private JdbcClient.StatementSpec ours(String sql) {
    return database.sql(sql).param("run", identity.run()).param("account", identity.account());
  }
}
