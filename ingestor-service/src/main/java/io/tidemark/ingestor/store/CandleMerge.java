package io.tidemark.ingestor.store;

import static io.tidemark.ingestor.store.CandleRows.COLUMNS;

/** The statement that takes staged bars over, by who tells them. */
enum CandleMerge {

  /**
   * The feed, which counts its own revisions: a higher one replaces a lower one. A bar from whole
   * trades also replaces a venue's candle, which knows less.
   */
  LIVE(
      "s.revision > c.revision"
          + " or (c.source = 'VENUE_CANDLE' and s.source = 'TRADES' and s.completeness <> 'PARTIAL')",
      "case when j.revision > j.held_revision then j.completeness else 'CORRECTED' end",
      "j.spread"),

  /**
   * An upload, whose revisions mean nothing here. Whole bars replace partial ones, partial ones
   * those that hold less; of whole ones, what says something else replaces what is there, but a
   * venue's candle that agrees with trades says nothing else.
   */
  UPLOAD(
      """
      case
        when s.completeness = 'PARTIAL' then c.completeness = 'PARTIAL' and s.volume > c.volume
        when c.completeness = 'PARTIAL' then true
        when s.source = 'VENUE_CANDLE' and c.source = 'TRADES' then
          (s.open, s.high, s.low, s.close, s.volume)
            is distinct from (c.open, c.high, c.low, c.close, c.volume)
        else
          (s.open, s.high, s.low, s.close, s.volume, s.vwap, s.trades, s.buy_volume, s.imbalance, s.source)
            is distinct from
          (c.open, c.high, c.low, c.close, c.volume, c.vwap, c.trades, c.buy_volume, c.imbalance, c.source)
            or (s.spread is not null and s.spread is distinct from c.spread)
      end
      """,
      "case when j.completeness = 'PARTIAL' then 'PARTIAL' else 'CORRECTED' end",
      "coalesce(j.spread, c.spread)");

  private static final String KEY =
      "c.exchange = %1$s.exchange and c.symbol = %1$s.symbol and c.timeframe = %1$s.timeframe"
          + " and c.open_time = %1$s.open_time and c.open_time between ? and ?";

  private final String sql;

  CandleMerge(String replaces, String completeness, String spread) {
    this.sql =
        """
        with judged as materialized (
          select s.*, c.revision as held_revision, c.open_time is null as fresh,
            c.open_time is not null and (%1$s) as amends
          from candle_staging s left join candle c on %2$s
        ), superseded as (
          insert into candle_revision (%4$s)
          select %5$s from candle c join judged j on %3$s where j.amends
          on conflict do nothing
        ), amended as (
          update candle c set
            open = j.open, high = j.high, low = j.low, close = j.close, volume = j.volume,
            vwap = j.vwap, trades = j.trades, buy_volume = j.buy_volume, imbalance = j.imbalance,
            source = j.source, spread = %7$s, completeness = %6$s,
            revision = greatest(j.revision, j.held_revision + 1)
          from judged j where j.amends and %3$s
          returning c.exchange, c.symbol, c.timeframe, c.open_time, 0 as inserted
        ), inserted as (
          insert into candle (%4$s) select %4$s from judged where fresh
          returning exchange, symbol, timeframe, open_time, 1 as inserted
        )
        select exchange, symbol, timeframe,
          date_trunc('month', open_time at time zone 'UTC')::date as month,
          sum(inserted) as inserted, sum(1 - inserted) as amended
        from (select * from amended union all select * from inserted) changed
        group by 1, 2, 3, 4
        """
            .formatted(
                replaces,
                KEY.formatted("s"),
                KEY.formatted("j"),
                COLUMNS,
                "c." + COLUMNS.replace(", ", ", c."),
                completeness,
                spread);
  }

  /**
   * The statement. Its six parameters are three times the first and the last open time that is
   * staged; each staged bar must be there once. It gives how many were inserted and amended of each
   * series and month that changed.
   */
  String sql() {
    return sql;
  }
}
