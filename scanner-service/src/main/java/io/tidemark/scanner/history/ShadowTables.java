package io.tidemark.scanner.history;

import io.tidemark.core.shadow.ShadowBooks.Standing;
import io.tidemark.core.shadow.ShadowResult;
import io.tidemark.core.shadow.ShadowTrade;
import io.tidemark.core.strategy.StrategyDefinition;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes what strategies would have come to by themselves. */
@Component
public class ShadowTables {

  private final JdbcTemplate database;
  private final String run;

  ShadowTables(JdbcTemplate database, RunIdentity identity) {
    this.database = database;
    this.run = identity.run();
  }

  /**
   * How the strategies of an instrument stand.
   *
   * @param asOf the close of the latest bars they have seen
   */
  public record Standings(InstrumentId instrument, Instant asOf, List<Standing> standings) {}

  /** Writes trades; those that are there stay as they are. */
  void write(List<ScanHistory.Trade> trades) {
    database.batchUpdate(
        """
        insert into shadow_trade (
          trade_id, run, exchange, symbol, strategy, configuration_hash, side, quantity,
          entry_time, entry_price, exit_time, exit_price, exit_reason, fee, pnl)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        on conflict (trade_id) do nothing
        """,
        trades.stream().map(this::row).toList());
  }

  private Object[] row(ScanHistory.Trade one) {
    StrategyDefinition strategy = one.closed().strategy();
    ShadowTrade trade = one.closed().trade();
    return new Object[] {
      Ids.of(
          "shadow-trade",
          run,
          one.instrument().exchange(),
          one.instrument().symbol(),
          strategy.id(),
          strategy.configurationHash(),
          trade.entryTime(),
          trade.exitTime(),
          trade.exitReason(),
          trade.exitPrice(),
          trade.quantity()),
      run,
      one.instrument().exchange(),
      one.instrument().symbol().toString(),
      strategy.id(),
      strategy.configurationHash(),
      trade.side().name(),
      trade.quantity().value(),
      trade.entryTime().atOffset(ZoneOffset.UTC),
      trade.entryPrice().value(),
      trade.exitTime().atOffset(ZoneOffset.UTC),
      trade.exitPrice().value(),
      trade.exitReason().name(),
      trade.fee(),
      trade.pnl()
    };
  }

  /** Keeps the later of two standings of one strategy. */
  public void save(List<Standings> all) {
    List<Object[]> rows = new ArrayList<>();
    for (Standings one : all) {
      one.standings().forEach(standing -> rows.add(row(one, standing)));
    }
    database.batchUpdate(
        """
        insert into shadow_result (
          run, exchange, symbol, strategy, configuration_hash, mode, timeframe, as_of, bars,
          trades, wins, denied, pnl, fees, equity, max_drawdown, open_position, not_judged)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)
        on conflict (run, exchange, symbol, strategy, configuration_hash) do update
        set mode = excluded.mode, as_of = excluded.as_of, bars = excluded.bars,
            trades = excluded.trades, wins = excluded.wins, denied = excluded.denied,
            pnl = excluded.pnl, fees = excluded.fees, equity = excluded.equity,
            max_drawdown = excluded.max_drawdown, open_position = excluded.open_position
        where shadow_result.as_of <= excluded.as_of
        """,
        rows);
  }

  private Object[] row(Standings one, Standing standing) {
    StrategyDefinition strategy = standing.strategy();
    ShadowResult result = standing.result();
    return new Object[] {
      run,
      one.instrument().exchange(),
      one.instrument().symbol().toString(),
      strategy.id(),
      strategy.configurationHash(),
      strategy.mode().name().toLowerCase(Locale.ROOT),
      strategy.market().primaryTimeframe().code(),
      one.asOf().atOffset(ZoneOffset.UTC),
      result.bars(),
      result.trades(),
      result.wins(),
      result.denied(),
      result.pnl(),
      result.fees(),
      result.equity(),
      result.maxDrawdown(),
      result.open() == null ? null : Json.mapper().writeValueAsString(result.open()),
      standing.notJudged().toArray(String[]::new)
    };
  }
}
