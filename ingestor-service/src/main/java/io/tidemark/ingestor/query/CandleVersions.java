package io.tidemark.ingestor.query;

import io.tidemark.ingestor.query.MarketScope.Span;
import io.tidemark.ingestor.store.SqlTimes;
import io.tidemark.kit.candles.CandleSeries;
import io.tidemark.kit.web.BadRequestException;
import io.tidemark.model.Ids;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which editions of a series' months are stored: what an answer depends on. */
@Component
class CandleVersions {

  private static final long MOST_SLOTS = 6_000_000;

  private record MonthVersion(LocalDate month, long version) {

    Instant begin() {
      return month.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    Instant end() {
      return month.plusMonths(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
  }

  /**
   * What can answer a request.
   *
   * @param span the part of the asked span in which something is stored; empty if that is nowhere
   * @param tag differs whenever the answer does
   */
  record Content(Span span, String tag) {}

  private final JdbcClient database;

  CandleVersions(JdbcClient database) {
    this.database = database;
  }

  /**
   * Looks up what a span holds. What is read from it afterwards may be newer than the tag, never
   * older.
   *
   * @param form what else the answer's bytes depend on
   * @throws BadRequestException if that is more than one answer holds
   */
  Content of(CandleSeries series, Span asked, Object form) {
    List<MonthVersion> months =
        database
            .sql(
                "select month, version from candle_version where exchange = ? and symbol = ? and timeframe = ? "
                    + "and month >= date_trunc('month', ?::timestamptz at time zone 'UTC') "
                    + "and month < ?::timestamptz at time zone 'UTC' order by month")
            .params(
                series.instrument().exchange(),
                series.instrument().symbol().toString(),
                series.timeframe().code(),
                SqlTimes.of(asked.from()),
                SqlTimes.of(asked.to()))
            .query(
                (row, number) ->
                    new MonthVersion(
                        row.getObject("month", LocalDate.class), row.getLong("version")))
            .list();
    String tag = Ids.sha256(List.of(series, asked, form, months).toString()).substring(0, 32);
    if (months.isEmpty()) {
      return new Content(new Span(asked.from(), asked.from()), tag);
    }
    Instant from = later(asked.from(), months.getFirst().begin());
    Instant to = earlier(asked.to(), months.getLast().end());
    Span held = new Span(from, later(from, to));
    requireNotTooLong(series, held);
    return new Content(held, tag);
  }

  private static void requireNotTooLong(CandleSeries series, Span held) {
    long slots =
        (held.to().toEpochMilli() - held.from().toEpochMilli())
            / series.timeframe().nominalLength().toMillis();
    if (slots > MOST_SLOTS) {
      throw new BadRequestException(
          "from and to must span at most %d bars of %s, were %s and %s with data over %d; ask for parts"
              .formatted(MOST_SLOTS, series.timeframe(), held.from(), held.to(), slots));
    }
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }
}
