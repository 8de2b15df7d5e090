package io.tidemark.ingestor.query;

import io.tidemark.ingestor.query.Coverage.Lacking;
import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.time.SuiteClock;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds what is stored and what lacks. */
@Component
class CoverageQueries {

  private static final String TOTALS =
      "min(open_time) as first, max(open_time) as last, count(*) as bars, "
          + "count(*) filter (where completeness = 'PARTIAL') as partial from candle ";

  private static final String SERIES = "where exchange = ? and symbol = ? and timeframe = ? ";

  private static final String OPENS = SERIES + "and open_time >= ? and open_time < ?";

  /** Before each bar, and after the last one. */
  private static final String MISSING =
      """
      select open_from, open_to, count(*) over () as spans from (
        select lag(close_time, 1, ?::timestamptz) over (order by open_time) as open_from,
          open_time as open_to
        from candle %1$s
        union all
        select coalesce(
          (select close_time from candle %1$s order by open_time desc limit 1), ?::timestamptz), ?::timestamptz
      ) neighbours
      where open_from < open_to order by open_from limit ? offset ?
      """
          .formatted(OPENS);

  private static final String PARTIAL =
      """
      select min(open_time) as open_from, max(close_time) as open_to, count(*) over () as spans
      from (
        select open_time, close_time, count(*) filter (where begins) over (order by open_time) as island
        from (
          select open_time, close_time,
            open_time is distinct from lag(close_time) over (order by open_time) as begins
          from candle %s and completeness = 'PARTIAL'
        ) partial
      ) islands
      group by island order by 1 limit ? offset ?
      """
          .formatted(OPENS);

  private record Spans(List<Span> page, long total) {}

  private record Found(Span span, long total) {}

  private final JdbcClient database;
  private final SuiteClock clock;

  CoverageQueries(JdbcClient database, SuiteClock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** What is stored, shortest timeframe first; of one timeframe if it is given. */
  List<Coverage> stored(InstrumentId instrument, @Nullable Timeframe timeframe) {
    List<String> codes =
        timeframe == null
            ? Arrays.stream(Timeframe.values()).map(Timeframe::code).toList()
            : List.of(timeframe.code());
    return database
        .sql(
            "select timeframe, "
                + TOTALS
                + "where exchange = :exchange and symbol = :symbol and timeframe in (:codes) group by timeframe")
        .param("exchange", instrument.exchange())
        .param("symbol", instrument.symbol().toString())
        .param("codes", codes)
        .query((row, number) -> read(Timeframe.parse(row.getString("timeframe")), row, null))
        .list()
        .stream()
        .sorted(Comparator.comparing(Coverage::timeframe))
        .toList();
  }

  /** What is stored of a series within a span, and what lacks of it. */
  Coverage within(CandleSeries series, Span asked, long offset, int limit) {
    Span slots = slots(series.timeframe(), asked);
    Spans missing = spans(MISSING, missingParameters(series, slots), limit, offset);
    Spans partial = spans(PARTIAL, parameters(series, slots), limit, offset);
    Lacking lacking =
        new Lacking(
            slots.from(), slots.to(), missing.page, missing.total, partial.page, partial.total);
    return database
        .sql("select " + TOTALS + OPENS)
        .params(parameters(series, slots))
        .query((row, number) -> read(series.timeframe(), row, lacking))
        .single();
  }

  /** From the open of the first slot that opens in the span to the close of the last one. */
  private Span slots(Timeframe timeframe, Span asked) {
    Instant from = roundedUp(timeframe, asked.from());
    Instant to = roundedUp(timeframe, asked.to());
    Instant closed = timeframe.openOf(clock.instant());
    Instant end = to.isAfter(closed) ? closed : to;
    return new Span(from, end.isBefore(from) ? from : end);
  }

  private static Instant roundedUp(Timeframe timeframe, Instant instant) {
    Instant open = timeframe.openOf(instant);
    return open.equals(instant) ? open : timeframe.closeOf(open);
  }

  private Spans spans(String sql, Object[] parameters, int limit, long offset) {
    List<Found> found =
        database
            .sql(sql)
            .params(parameters)
            .param(limit)
            .param(offset)
            .query(
                (row, number) ->
                    new Found(
                        new Span(
                            SqlTimes.instant(row, "open_from"), SqlTimes.instant(row, "open_to")),
                        row.getLong("spans")))
            .list();
    return new Spans(
        found.stream().map(Found::span).toList(), found.isEmpty() ? 0 : found.getFirst().total);
  }

  private static Coverage read(Timeframe timeframe, ResultSet row, @Nullable Lacking lacking)
      throws SQLException {
    return new Coverage(
        timeframe,
        instant(row, "first"),
        instant(row, "last"),
        row.getLong("bars"),
        row.getLong("partial"),
        lacking);
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  private static Object[] parameters(CandleSeries series, Span span) {
    return new Object[] {
      series.instrument().exchange(),
      series.instrument().symbol().toString(),
      series.timeframe().code(),
      SqlTimes.of(span.from()),
      SqlTimes.of(span.to())
    };
  }

  private static Object[] missingParameters(CandleSeries series, Span span) {
    Object[] opens = parameters(series, span);
    Object from = SqlTimes.of(span.from());
    return Stream.of(
            Stream.of(from),
            Arrays.stream(opens),
            Arrays.stream(opens),
            Stream.of(from, SqlTimes.of(span.to())))
        .flatMap(part -> part)
        .toArray();
  }
}
