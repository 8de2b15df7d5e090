package io.tidemark.position.query;

import io.tidemark.kit.codec.Json;
import io.tidemark.kit.service.RunIdentity;
import io.tidemark.kit.web.Page;
import io.tidemark.kit.web.PageRequest;
import io.tidemark.model.PositionStatus;
import io.tidemark.model.Symbol;
import io.tidemark.model.reason.ExitReason;
import io.tidemark.position.query.PositionDetail.ChainLink;
import io.tidemark.position.query.PositionDetail.Direction;
import io.tidemark.position.query.PositionDetail.ExitView;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads positions of the run and account that are traded. */
@Component
final class PositionQueries {

  private static final String WITH_MARKET =
      """
      from position p left join market m
        on m.run = p.run and m.account = p.account
        and m.exchange = p.exchange and m.symbol = p.symbol
      """;

  private static final String FILTER =
      """
      where p.run = :run and p.account = :account
        and (cast(:status as text) is null or p.status = :status)
        and (cast(:exchange as text) is null or p.exchange = :exchange)
        and (cast(:symbol as text) is null or p.symbol = :symbol)
        and (cast(:strategy as text) is null or p.strategy = :strategy)
      """;

  /** Arrays, as Postgres looks up their elements in indexes and would read all rows for "in". */
  private static final String CHAIN =
      """
      with causes as (
        select signal_id as subject from position where position_id = :id
        union select client_order_id from position_order where position_id = :id
      ), outputs as (
        select sequence, number, event::text as event from emitted
        where run = :run and account = :account and (position_id = :id
          or client_order_id = any (array(select client_order_id from position_order
                                          where position_id = :id)))
      )
      select sequence, 0 as number, topic, partition, from_offset, to_offset,
        document::text as event
      from journal
      where run = :run and account = :account
        and (subject = any (array(select subject from causes))
          or sequence = any (array(select sequence from outputs)))
      union all
      select sequence, number, null, null, null, null, event from outputs
      order by sequence, number
      """;

  private final JdbcClient database;
  private final RunIdentity identity;

  PositionQueries(JdbcClient database, RunIdentity identity) {
    this.database = database;
    this.identity = identity;
  }

  /** Positions, the last requested first. A filter that is null lets all pass. */
  Page<PositionView> find(
      @Nullable PositionStatus status,
      @Nullable String exchange,
      @Nullable Symbol symbol,
      @Nullable String strategy,
      PageRequest page) {
    Map<String, @Nullable Object> filter = new HashMap<>();
    filter.put("run", identity.run());
    filter.put("account", identity.account());
    filter.put("status", status == null ? null : status.name());
    filter.put("exchange", exchange);
    filter.put("symbol", symbol == null ? null : symbol.toString());
    filter.put("strategy", strategy);
    List<PositionView> items =
        database
            .sql(
                "select "
                    + PositionView.COLUMNS
                    + WITH_MARKET
                    + FILTER
                    + "order by p.number desc limit :limit offset :offset")
            .params(filter)
            .param("limit", page.limit())
            .param("offset", page.offset())
            .query(PositionView::of)
            .list();
    long total =
        database
            .sql("select count(*) from position p " + FILTER)
            .params(filter)
            .query(Long.class)
            .single();
    return new Page<>(items, page.number(), page.limit(), total);
  }

  /** A position and its causation chain; empty if there is none of that id. */
  Optional<PositionDetail> find(UUID id) {
    return database
        .sql(
            "select "
                + PositionView.COLUMNS
                + WITH_MARKET
                + "where p.position_id = :id and p.run = :run and p.account = :account")
        .param("id", id)
        .param("run", identity.run())
        .param("account", identity.account())
        .query(PositionView::of)
        .optional()
        .map(position -> new PositionDetail(position, exits(id), chain(id)));
  }

  private List<ExitView> exits(UUID id) {
    return database
        .sql(
            """
            select client_order_id, reason, price, quantity, fee, pnl, fills, first_fill_at,
              last_fill_at
            from partial_exit where position_id = ? order by first_fill_at, client_order_id
            """)
        .param(id)
        .query(PositionQueries::exit)
        .list();
  }

  private static ExitView exit(ResultSet row, int number) throws SQLException {
    return new ExitView(
        row.getObject("client_order_id", UUID.class),
        ExitReason.valueOf(row.getString("reason")),
        row.getBigDecimal("price"),
        row.getBigDecimal("quantity"),
        row.getBigDecimal("fee"),
        row.getBigDecimal("pnl"),
        row.getInt("fills"),
        Rows.time(row, "first_fill_at"),
        Rows.time(row, "last_fill_at"));
  }

  private List<ChainLink> chain(UUID id) {
    return database
        .sql(CHAIN)
        .param("id", id)
        .param("run", identity.run())
        .param("account", identity.account())
        .query(PositionQueries::link)
        .list();
  }

  private static ChainLink link(ResultSet row, int rowNumber) throws SQLException {
    String event = row.getString("event");
    int number = row.getInt("number");
    return new ChainLink(
        row.getLong("sequence"),
        number,
        number == 0 ? Direction.INPUT : Direction.OUTPUT,
        row.getString("topic"),
        row.getObject("partition", Integer.class),
        row.getObject("from_offset", Long.class),
        row.getObject("to_offset", Long.class),
        event == null ? null : Json.mapper().readTree(event));
  }
}
