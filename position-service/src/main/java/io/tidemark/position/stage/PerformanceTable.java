package io.tidemark.position.stage;

import io.tidemark.core.performance.EquityStatistics;
import io.tidemark.core.performance.TradeStatistics;
import io.tidemark.kit.rows.RowStatement;
import io.tidemark.kit.rows.SaveBatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Money;
import io.tidemark.position.stage.PerformanceBook.Figures;
import io.tidemark.position.stage.PerformanceBook.Scope;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Figures of performance as rows, and the equity they are taken from. */
final class PerformanceTable {

  private static final RowStatement FIGURES =
      RowStatement.insert(
          "performance_metric",
          """
          run, account, currency, strategy, exchange, symbol, total_trades, winning_trades,
          losing_trades, win_rate, average_profit, average_loss, profit_factor, expectancy,
          best_trade, worst_trade, longest_win_streak, longest_loss_streak, max_drawdown,
          total_pnl, sharpe_ratio, sortino_ratio, max_drawdown_pct, total_return_pct,
          cagr_pct, days, updated_at""",
          """
          on conflict (run, account, currency, strategy, exchange, symbol) do update set
          total_trades = excluded.total_trades, winning_trades = excluded.winning_trades,
          losing_trades = excluded.losing_trades, win_rate = excluded.win_rate,
          average_profit = excluded.average_profit, average_loss = excluded.average_loss,
          profit_factor = excluded.profit_factor, expectancy = excluded.expectancy,
          best_trade = excluded.best_trade, worst_trade = excluded.worst_trade,
          longest_win_streak = excluded.longest_win_streak, longest_loss_streak =
          excluded.longest_loss_streak, max_drawdown = excluded.max_drawdown, total_pnl =
          excluded.total_pnl, sharpe_ratio = excluded.sharpe_ratio, sortino_ratio =
          excluded.sortino_ratio, max_drawdown_pct = excluded.max_drawdown_pct,
          total_return_pct = excluded.total_return_pct, cagr_pct = excluded.cagr_pct, days
          = excluded.days, updated_at = excluded.updated_at""");

  private static final double HUNDRED = 100;

  private final JdbcTemplate database;
  private final RunIdentity identity;

  PerformanceTable(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** Tells a book all equity that was noted, the oldest first. */
  void tellEquity(PerformanceBook book) {
    database.query(
        """
        select currency, equity, event_time from equity_point
        where run = ? and account = ? order by event_time, currency
        """,
        row -> {
          book.valued(new Money(row.getBigDecimal(2), row.getString(1)), Sql.instant(row, 3));
        },
        identity.run(),
        identity.account());
  }

  void save(Map<Scope, Figures> changed, Instant at, SaveBatch batch) {
    batch.add(
        FIGURES,
        changed.entrySet().stream().map(each -> row(each.getKey(), each.getValue(), at)).toList());
  }

  private @Nullable Object[] row(Scope scope, Figures figures, Instant at) {
    TradeStatistics trades = figures.trades();
    EquityStatistics equity = figures.equity();
    return new @Nullable Object[] {
      identity.run(),
      identity.account(),
      scope.currency(),
      scope.strategy(),
      scope.exchange(),
      scope.symbol(),
      trades.totalTrades(),
      trades.winningTrades(),
      trades.losingTrades(),
      trades.winRate(),
      trades.averageProfit(),
      trades.averageLoss(),
      trades.profitFactor(),
      trades.expectancy(),
      trades.bestTrade(),
      trades.worstTrade(),
      trades.longestWinStreak(),
      trades.longestLossStreak(),
      trades.maxDrawdown(),
      trades.totalPnl(),
      equity.sharpe(),
      equity.sortino(),
      equity.maxDrawdown() * HUNDRED,
      percent(equity.totalReturn()),
      percent(equity.cagr()),
      equity.days(),
      Sql.utc(at)
    };
  }

  private static @Nullable Double percent(@Nullable Double fraction) {
    return fraction == null ? null : fraction * HUNDRED;
  }
}
