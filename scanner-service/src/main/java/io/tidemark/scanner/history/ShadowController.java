package io.tidemark.scanner.history;

import io.swagger.v3.oas.annotations.Operation;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.paging.Filters;
import io.tidemark.kit.paging.PagedTable;
import io.tidemark.kit.web.NotFoundException;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.Symbol;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** What strategies would have come to by themselves, shadows beside live ones. */
@RestController
class ShadowController {

  /**
   * What a strategy in one configuration has come to on one instrument since it began, in the quote
   * currency; every strategy with cash of its own, by the rules of backtests on bars.
   *
   * @param winRate from 0 to 1; 0 without a trade
   * @param denied entries that were not made
   * @param maxDrawdown a fraction of the highest equity
   * @param openPosition null if there is none
   * @param notJudged keys of the definition that are not followed
   */
  record ResultItem(
      String run,
      String strategy,
      String mode,
      String exchange,
      String symbol,
      String timeframe,
      String configurationHash,
      Instant asOf,
      long bars,
      int trades,
      int wins,
      BigDecimal winRate,
      int denied,
      BigDecimal pnl,
      BigDecimal fees,
      BigDecimal equity,
      BigDecimal maxDrawdown,
      @Nullable JsonNode openPosition,
      List<String> notJudged) {}

  /**
   * A strategy beside live ones on one instrument.
   *
   * @param others live strategies on the same instrument and timeframe
   * @param pnlAhead by how much its result is above the best of them; null without one
   */
  record ComparisonItem(
      ResultItem strategy, List<ResultItem> others, @Nullable BigDecimal pnlAhead) {}

  /** A trade that a strategy would have made. */
  record TradeItem(
      UUID tradeId,
      String run,
      String exchange,
      String symbol,
      String configurationHash,
      String side,
      BigDecimal quantity,
      Instant entryTime,
      BigDecimal entryPrice,
      Instant exitTime,
      BigDecimal exitPrice,
      String exitReason,
      BigDecimal fee,
      BigDecimal pnl) {}

  private final JdbcClient database;
  private final PagedTable<TradeItem> trades;

  ShadowController(JdbcClient database) {
    this.database = database;
    this.trades =
        new PagedTable<>(
            database, "shadow_trade", "exit_time desc, trade_id", ShadowController::trade);
  }

  @GetMapping("/api/v1/strategies/{id}/shadow")
  @Operation(
      summary =
          "What a strategy would have come to by itself, beside the live strategies of the same"
              + " instrument and timeframe, or the one named by with")
  List<ComparisonItem> comparison(
      @PathVariable String id,
      @RequestParam(name = "with", required = false) @Nullable String with) {
    List<ResultItem> own = results("strategy = ?", List.of(id));
    if (own.isEmpty()) {
      throw new NotFoundException(
          "no results of a strategy '%s' are known yet; /api/v1/strategies tells those in use"
              .formatted(id));
    }
    List<ComparisonItem> comparison = new ArrayList<>();
    for (ResultItem one : own) {
      comparison.add(compared(one, others(one, with)));
    }
    return comparison;
  }

  private static ComparisonItem compared(ResultItem one, List<ResultItem> others) {
    BigDecimal ahead =
        others.stream()
            .map(ResultItem::pnl)
            .reduce(BigDecimal::max)
            .map(best -> one.pnl().subtract(best))
            .orElse(null);
    return new ComparisonItem(one, others, ahead);
  }

  private List<ResultItem> others(ResultItem one, @Nullable String with) {
    List<Object> parameters =
        new ArrayList<>(List.of(one.run(), one.exchange(), one.symbol(), one.strategy()));
    String conditions = "run = ? and exchange = ? and symbol = ? and strategy <> ?";
    if (with == null) {
      parameters.add(one.timeframe());
      return results(conditions + " and mode = 'live' and timeframe = ?", parameters);
    }
    parameters.add(with);
    return results(conditions + " and strategy = ?", parameters);
  }

  /** Those in effect: of each strategy and instrument the newest configuration. */
  private List<ResultItem> results(String conditions, List<Object> parameters) {
    return database
        .sql(
            """
            select distinct on (run, exchange, symbol, strategy) *
            from shadow_result where %s
            order by run, exchange, symbol, strategy, as_of desc
            """
                .formatted(conditions))
        .params(parameters)
        .query((row, _) -> result(row))
        .list();
  }

  @GetMapping("/api/v1/strategies/{id}/shadow/trades")
  @Operation(summary = "The trades a strategy would have made, newest exit first")
  Page<TradeItem> trades(
      @PathVariable String id,
      @RequestParam(required = false) @Nullable String exchange,
      @RequestParam(required = false) @Nullable Symbol symbol,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable Integer page,
      @RequestParam(required = false) @Nullable Integer size) {
    return trades.page(
        new Filters()
            .equal("strategy", id)
            .equal("exchange", exchange)
            .equal("symbol", symbol == null ? null : symbol.toString())
            .between("exit_time", from, to),
        new PageRequest(page, size));
  }

  private static ResultItem result(ResultSet row) throws SQLException {
    int trades = row.getInt("trades");
    int wins = row.getInt("wins");
    String open = row.getString("open_position");
    return new ResultItem(
        row.getString("run"),
        row.getString("strategy"),
        row.getString("mode"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("timeframe"),
        row.getString("configuration_hash"),
        PagedTable.instant(row, "as_of"),
        row.getLong("bars"),
        trades,
        wins,
        trades == 0
            ? BigDecimal.ZERO
            : BigDecimal.valueOf(wins).divide(BigDecimal.valueOf(trades), MathContext.DECIMAL32),
        row.getInt("denied"),
        row.getBigDecimal("pnl"),
        row.getBigDecimal("fees"),
        row.getBigDecimal("equity"),
        row.getBigDecimal("max_drawdown"),
        open == null ? null : Json.mapper().readTree(open),
        List.of((String[]) row.getArray("not_judged").getArray()));
  }

  private static TradeItem trade(ResultSet row) throws SQLException {
    return new TradeItem(
        row.getObject("trade_id", UUID.class),
        row.getString("run"),
        row.getString("exchange"),
        row.getString("symbol"),
        row.getString("configuration_hash"),
        row.getString("side"),
        row.getBigDecimal("quantity"),
        PagedTable.instant(row, "entry_time"),
        row.getBigDecimal("entry_price"),
        PagedTable.instant(row, "exit_time"),
        row.getBigDecimal("exit_price"),
        row.getString("exit_reason"),
        row.getBigDecimal("fee"),
        row.getBigDecimal("pnl"));
  }
}
