package io.tidemark.position.query;

import io.tidemark.core.risk.ActiveCooldowns;
import io.tidemark.core.risk.LimitUse;
import io.tidemark.core.risk.LimitUses;
import io.tidemark.core.risk.RiskLimits;
import io.tidemark.core.risk.RiskStanding;
import io.tidemark.core.risk.RiskStanding.Equity;
import io.tidemark.core.risk.RiskStanding.Holding;
import io.tidemark.core.risk.RiskState;
import io.tidemark.core.risk.RiskState.EquityMark;
import io.tidemark.core.risk.RiskState.LastExit;
import io.tidemark.core.strategy.PositionSizing;
import io.tidemark.kit.configuration.ConfigurationEdition;
import io.tidemark.kit.configuration.ConfigurationWatch;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Money;
import io.tidemark.model.PositionSide;
import io.tidemark.position.query.AccountViews.Balance;
import io.tidemark.position.query.AccountViews.EquityStanding;
import io.tidemark.position.query.AccountViews.HeldBack;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells how much of the limits is used, which are those of the files as they are in use; a change
 * of them is judged by from the next signal on.
 */
@Component
final class LimitQueries {

  private final JdbcClient database;
  private final RunIdentity identity;
  private final ConfigurationWatch watch;
  private final SuiteClock clock;

  LimitQueries(
      JdbcClient database, RunIdentity identity, ConfigurationWatch watch, SuiteClock clock) {
    this.database = database;
    this.identity = identity;
    this.watch = watch;
    this.clock = clock;
  }

  /** The use of each limit. */
  List<LimitUse> uses(RiskState.Marks marks, List<Balance> balances, List<EquityStanding> equity) {
    List<Equity> standings =
        balances.stream().map(balance -> standing(balance, marks, equity)).toList();
    return LimitUses.of(
        limits(), strategies(), new RiskStanding(clock.instant(), standings, marks, holdings()));
  }

  /** Equity as it was noted last; before that it is cash. */
  private static Equity standing(
      Balance balance, RiskState.Marks marks, List<EquityStanding> equity) {
    String currency = balance.currency();
    BigDecimal amount =
        equity.stream()
            .filter(each -> each.currency().equals(currency))
            .flatMap(each -> Optional.ofNullable(each.equity()).stream())
            .findFirst()
            .orElse(balance.total());
    Money now = new Money(amount, currency);
    EquityMark mark =
        marks.equity().stream()
            .filter(each -> each.peak().currency().equals(currency))
            .findFirst()
            .orElse(new EquityMark(now, now));
    return new Equity(now, mark);
  }

  private RiskLimits limits() {
    return watch.current().suite().risk().limits();
  }

  private SortedMap<String, PositionSizing> strategies() {
    ConfigurationEdition edition = watch.current();
    SortedMap<String, PositionSizing> strategies = new TreeMap<>();
    edition.strategies().byId().forEach((id, strategy) -> strategies.put(id, strategy.risk()));
    return strategies;
  }

  private List<Holding> holdings() {
    return ours("""
            select p.strategy, p.currency,
              coalesce(p.entry_quantity * p.entry_price, 0) + o.open * coalesce(m.last_price, 0)
                as cost,
              (abs(p.quantity) + o.open) * coalesce(m.last_price, 0) as worth
            from position p
            left join market m on m.run = p.run and m.account = p.account
              and m.exchange = p.exchange and m.symbol = p.symbol
            cross join lateral (
              select coalesce(sum(greatest(quantity - filled, 0)), 0) as open from position_order
              where position_id = p.position_id and purpose = 'ENTRY' and reserved > 0) o
            where p.status <> 'CLOSED' and p.run = :run and p.account = :account
            """)
        .query(
            (row, _) ->
                new Holding(
                    row.getString("strategy"),
                    row.getString("currency"),
                    row.getBigDecimal("cost"),
                    row.getBigDecimal("worth")))
        .list();
  }

  /** What is not entered for a while, the first to end first. */
  List<HeldBack> cooldowns() {
    List<LastExit> exits = new ArrayList<>();
    ours("""
            select exchange, symbol, strategy, side, exited_at from cooldown
            where run = :run and account = :account
            """)
        .query(
            row -> {
              exits.add(
                  new LastExit(
                      InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
                      row.getString("strategy"),
                      PositionSide.valueOf(row.getString("side")),
                      Rows.time(row, "exited_at")));
            });
    return ActiveCooldowns.at(clock.instant(), limits(), strategies(), exits).stream()
        .map(HeldBack::of)
        .toList();
  }

  private JdbcClient.StatementSpec ours(String sql) {
    return database.sql(sql).param("run", identity.run()).param("account", identity.account());
  }
}
