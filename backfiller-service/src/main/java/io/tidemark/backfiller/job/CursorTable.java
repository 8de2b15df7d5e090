package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.SqlTimes;
import io.tidemark.core.history.Span;
import io.tidemark.exchange.TradeCursor;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Windows, their cursors, and the bars that are not acknowledged yet. */
@Component
class CursorTable {

  /**
   * How much of an item's windows of one kind was read.
   *
   * @param total seconds of history in all windows
   * @param done seconds that were read
   */
  record Extent(
      String symbol,
      Window.Kind kind,
      int windows,
      double total,
      double done,
      long requests,
      long bars) {}

  private final JdbcClient database;

  CursorTable(JdbcClient database) {
    this.database = database;
  }

  void insert(List<Window> windows) {
    for (Window window : windows) {
      database
          .sql(
              """
              insert into cursor (job_id, symbol, kind, timeframe, window_from, window_to, position,
                next_from, state, requests, bars)
              values (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
              on conflict do nothing
              """)
          .params(
              window.jobId(),
              window.instrument().symbol().toString(),
              window.kind().name(),
              window.timeframeKey(),
              SqlTimes.of(window.span().from()),
              SqlTimes.of(window.span().to()),
              SqlTimes.of(window.position()),
              window.next().from().toString(),
              window.state().name())
          .update();
    }
  }

  /** The windows that are not done, newest first. */
  List<Window> open(WorkItem item, Window.Kind kind) {
    return database
        .sql(
            """
            select * from cursor where job_id = ? and symbol = ? and kind = ? and state <> 'DONE'
            order by window_from desc
            """)
        .params(item.jobId(), item.instrument().symbol().toString(), kind.name())
        .query((row, number) -> window(row, item))
        .list();
  }

  /** Moves a window's cursor past a page that gave so many bars. */
  void advance(Window window, int bars) {
    TradeCursor next = window.next();
    database
        .sql(
            """
            update cursor set position = ?, next_from = ?, mark = ?, snapshot = ?, state = ?,
              requests = requests + 1, bars = bars + ?
            where job_id = ? and symbol = ? and kind = ? and timeframe = ? and window_from = ?
            """)
        .param(SqlTimes.of(window.position()))
        .param(next.from().toString())
        .param(next.mark())
        .param(window.snapshot())
        .param(window.state().name())
        .param(bars)
        .params(key(window))
        .update();
  }

  void done(Window window) {
    database
        .sql(
            """
            update cursor set state = 'DONE', snapshot = null
            where job_id = ? and symbol = ? and kind = ? and timeframe = ? and window_from = ?
            """)
        .params(key(window))
        .update();
  }

  void stage(Window window, byte[] bars) {
    database
        .sql("insert into staged_bars (job_id, symbol, window_from, bars) values (?, ?, ?, ?)")
        .param(window.jobId())
        .param(window.instrument().symbol().toString())
        .param(SqlTimes.of(window.span().from()))
        .param(bars)
        .update();
  }

  /** A window's staged pages, in their order. */
  List<byte[]> staged(Window window) {
    return database
        .sql(
            "select bars from staged_bars where job_id = ? and symbol = ? and window_from = ? order by id")
        .params(
            window.jobId(),
            window.instrument().symbol().toString(),
            SqlTimes.of(window.span().from()))
        .query((row, number) -> row.getBytes(1))
        .list();
  }

  void acknowledged(Window window) {
    database
        .sql("delete from staged_bars where job_id = ? and symbol = ? and window_from = ?")
        .params(
            window.jobId(),
            window.instrument().symbol().toString(),
            SqlTimes.of(window.span().from()))
        .update();
  }

  /** Notes slots of which something impossible was told. */
  void suspect(WorkItem item, Timeframe timeframe, List<Span> slots) {
    for (Span slot : slots) {
      database
          .sql(
              """
              insert into suspect_slot (job_id, symbol, timeframe, from_time, to_time)
              values (?, ?, ?, ?, ?) on conflict do nothing
              """)
          .params(
              item.jobId(),
              item.instrument().symbol().toString(),
              timeframe.code(),
              SqlTimes.of(slot.from()),
              SqlTimes.of(slot.to()))
          .update();
    }
  }

  /** Slots of which this item was told something impossible, that overlap a span. */
  List<Span> suspects(WorkItem item, Timeframe timeframe, Span span) {
    return database
        .sql(
            """
            select from_time, to_time from suspect_slot
            where job_id = ? and symbol = ? and timeframe = ? and from_time < ? and to_time > ?
            """)
        .params(
            item.jobId(),
            item.instrument().symbol().toString(),
            timeframe.code(),
            SqlTimes.of(span.to()),
            SqlTimes.of(span.from()))
        .query(
            (row, number) ->
                new Span(SqlTimes.instant(row, "from_time"), SqlTimes.instant(row, "to_time")))
        .list();
  }

  /** Forgets what a job that ended had staged. */
  void dropStaged(UUID jobId) {
    database.sql("delete from staged_bars where job_id = ?").param(jobId).update();
  }

  List<Extent> extents(UUID jobId) {
    return database
        .sql(
            """
            select symbol, kind, count(*) as windows,
              sum(extract(epoch from window_to - window_from)) as total,
              sum(extract(epoch from case
                when state <> 'READING' then window_to - window_from
                when kind = 'TRADES' then position - window_from
                else window_to - position end)) as done,
              sum(requests) as requests, sum(bars) as bars
            from cursor where job_id = ? group by symbol, kind
            """)
        .param(jobId)
        .query(
            (row, number) ->
                new Extent(
                    row.getString("symbol"),
                    Window.Kind.valueOf(row.getString("kind")),
                    row.getInt("windows"),
                    row.getDouble("total"),
                    row.getDouble("done"),
                    row.getLong("requests"),
                    row.getLong("bars")))
        .list();
  }

  private static Object[] key(Window window) {
    return new Object[] {
      window.jobId(),
      window.instrument().symbol().toString(),
      window.kind().name(),
      window.timeframeKey(),
      SqlTimes.of(window.span().from())
    };
  }

  private static Window window(ResultSet row, WorkItem item) throws SQLException {
    String timeframe = row.getString("timeframe");
    return new Window(
        item.jobId(),
        item.instrument(),
        Window.Kind.valueOf(row.getString("kind")),
        timeframe.isEmpty() ? null : Timeframe.parse(timeframe),
        new Span(SqlTimes.instant(row, "window_from"), SqlTimes.instant(row, "window_to")),
        SqlTimes.instant(row, "position"),
        new TradeCursor(Instant.parse(row.getString("next_from")), row.getString("mark")),
        row.getBytes("snapshot"),
        Window.State.valueOf(row.getString("state")));
  }
}
