package io.tidemark.position.query;

import io.tidemark.core.portfolio.EntryControls;
import io.tidemark.core.risk.RiskState;
import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.PositionSide;
import io.tidemark.model.TradingState;
import io.tidemark.position.query.AccountViews.AllowedNext;
import io.tidemark.position.query.AccountViews.Balance;
import io.tidemark.position.query.AccountViews.Cooldown;
import io.tidemark.position.query.AccountViews.EquityStanding;
import io.tidemark.position.query.AccountViews.Risk;
import io.tidemark.position.query.AccountViews.TradeHistory;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads what is kept of the account that is traded. */
@Component
final class AccountQueries {

  private static final String OURS = " run = :run and account = :account ";

  private final JdbcClient database;
  private final RunIdentity identity;
  private final LimitQueries limits;
  private final SuiteClock clock;

  AccountQueries(JdbcClient database, RunIdentity identity, LimitQueries limits, SuiteClock clock) {
    this.database = database;
    this.identity = identity;
    this.limits = limits;
    this.clock = clock;
  }

  /** The risk state; empty while the account is not open. */
  Optional<Risk> risk() {
    List<Balance> balances = balances();
    return ours("""
            select trading_state, reason, state::text, controls::text, paused_instruments
            from risk_state where"""
            + OURS)
        .query(
            (row, number) -> {
              RiskState.Marks marks = marks(row.getString(3));
              EntryControls controls =
                  Json.mapper().readValue(row.getString(4), EntryControls.class);
              List<EquityStanding> equity = equity(marks);
              return new Risk(
                  identity.account(),
                  identity.run(),
                  TradingState.valueOf(row.getString(1)),
                  row.getString(2),
                  balances,
                  openPositions(),
                  only(balances, Balance::realisedPnl),
                  only(balances, Balance::fees),
                  marks.day(),
                  equity,
                  marks.trades().stream().map(TradeHistory::of).toList(),
                  marks.reduction() == null ? null : marks.reduction().guard(),
                  List.of((String[]) row.getArray(5).getArray()),
                  controls.sizeScale(),
                  allowed(controls),
                  limits.uses(marks, balances, equity),
                  limits.cooldowns());
            })
        .optional();
  }

  private @Nullable AllowedNext allowed(EntryControls controls) {
    return controls
        .next()
        .filter(entry -> !clock.instant().isAfter(entry.until()))
        .map(AllowedNext::of)
        .orElse(null);
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

  private static RiskState.Marks marks(@Nullable String state) {
    return state == null
        ? RiskState.EMPTY.marks()
        : Json.mapper().readValue(state, RiskState.Marks.class);
  }

  /** Equity against what it is measured by; what was noted last, in each currency. */
  private List<EquityStanding> equity(RiskState.Marks marks) {
    Map<String, BigDecimal> latest = new HashMap<>();
    ours("""
            select b.currency, latest.equity
            from balance b cross join lateral (
              select equity from equity_point e
              where e.run = b.run and e.account = b.account and e.currency = b.currency
              order by e.event_time desc limit 1) latest
            where b.run = :run and b.account = :account
            """)
        .query(
            row -> {
              latest.put(row.getString(1), row.getBigDecimal(2));
            });
    return marks.equity().stream()
        .map(mark -> EquityStanding.of(mark, latest.get(mark.peak().currency())))
        .toList();
  }

  /**
   * The last exits of setups, the latest first.
   *
   * @param filter of the instrument and the strategy
   */
  Page<Cooldown> cooldowns(ResultFilter filter, PageRequest page) {
    String from = "from cooldown where" + OURS + filter.named("exchange", "symbol", "strategy");
    List<Cooldown> found =
        ours("select * "
                + from
                + " order by exited_at desc, exchange, symbol, strategy, side"
                + " limit :limit offset :offset")
            .params(filter.parameters())
            .param("limit", page.limit())
            .param("offset", page.offset())
            .query(
                (row, number) ->
                    new Cooldown(
                        row.getString("exchange"),
                        row.getString("symbol"),
                        row.getString("strategy"),
                        PositionSide.valueOf(row.getString("side")),
                        Rows.time(row, "exited_at")))
            .list();
    long total =
        ours("select count(*) " + from).params(filter.parameters()).query(Long.class).single();
    return new Page<>(found, page.number(), page.limit(), total);
  }

  private JdbcClient.StatementSpec ours(String sql) {
    return database.sql(sql).param("run", identity.run()).param("account", identity.account());
  }
}
