package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The gaps. Writes run in the caller's transaction. */
@Component
public class GapTable {

  private static final String COLUMNS =
      "gap_id, exchange, symbol, timeframe, from_time, to_time, origin, state, detail, attempts,"
          + " detected_at, closed_at, lacking_since, venue_away";

  /** The gap that was read, not one that has grown since. */
  private static final String SAME_GAP = "gap_id = ? and from_time = ? and to_time = ?";

  private final JdbcClient database;

  GapTable(JdbcClient database) {
    this.database = database;
  }

  /**
   * Notes a slot whose live bar has a hole. It is joined to the open gap that it meets, if that was
   * not tried yet: what is in work already keeps its bounds, so that nothing is closed with it that
   * it did not heal.
   */
  public void noteLive(InstrumentId instrument, Timeframe timeframe, Span slot, Instant now) {
    if (!isKnown(instrument, timeframe, slot) && !extend(instrument, timeframe, slot, now)) {
      insert(instrument, timeframe, slot, GapOrigin.LIVE, now);
    }
  }

  private boolean isKnown(InstrumentId instrument, Timeframe timeframe, Span slot) {
    return database
        .sql(
            """
            select exists (select 1 from gap where exchange = ? and symbol = ? and timeframe = ?
              and origin = 'LIVE' and state in ('OPEN', 'REBUILT')
              and from_time <= ? and to_time >= ?)
            """)
        .params(
            instrument.exchange(),
            instrument.symbol().toString(),
            timeframe.code(),
            SqlTimes.of(slot.from()),
            SqlTimes.of(slot.to()))
        .query(Boolean.class)
        .single();
  }

  private boolean extend(InstrumentId instrument, Timeframe timeframe, Span slot, Instant now) {
    return database
            .sql(
                """
                update gap set from_time = least(from_time, ?), to_time = greatest(to_time, ?),
                  next_attempt = ?
                where state = 'OPEN' and attempts = 0 and gap_id = (
                  select gap_id from gap where exchange = ? and symbol = ? and timeframe = ?
                    and origin = 'LIVE' and state = 'OPEN' and attempts = 0
                    and from_time <= ? and to_time >= ? order by from_time limit 1)
                """)
            .params(
                SqlTimes.of(slot.from()),
                SqlTimes.of(slot.to()),
                SqlTimes.of(now),
                instrument.exchange(),
                instrument.symbol().toString(),
                timeframe.code(),
                SqlTimes.of(slot.to()),
                SqlTimes.of(slot.from()))
            .update()
        > 0;
  }

  /** Notes a gap; one that is known already stays as it is, unless its work had ended. */
  public void insert(
      InstrumentId instrument, Timeframe timeframe, Span span, GapOrigin origin, Instant now) {
    database
        .sql(
            """
            insert into gap (gap_id, exchange, symbol, timeframe, from_time, to_time, origin, state,
              detail, attempts, detected_at, next_attempt)
            values (?, ?, ?, ?, ?, ?, ?, 'OPEN', '', 0, ?, ?)
            on conflict (gap_id) do update
            set state = 'OPEN', detail = '', attempts = 0, next_attempt = excluded.next_attempt,
              from_time = excluded.from_time, to_time = excluded.to_time,
              detected_at = excluded.detected_at, closed_at = null, rebuilt = null,
              lacking_since = null, venue_away = false
            where gap.state not in ('OPEN', 'REBUILT')
            """)
        .params(
            Ids.of("gap", instrument, timeframe, span.from(), span.to(), origin),
            instrument.exchange(),
            instrument.symbol().toString(),
            timeframe.code(),
            SqlTimes.of(span.from()),
            SqlTimes.of(span.to()),
            origin.name(),
            SqlTimes.of(now),
            SqlTimes.of(now))
        .update();
  }

  /** Live gaps that are to be worked on now, shortest timeframe first, then oldest first. */
  public List<Gap> due(Instant now) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from gap where origin = 'LIVE' and state in ('OPEN', 'REBUILT')"
                + " and next_attempt <= ?")
        .param(SqlTimes.of(now))
        .query(GapTable::read)
        .list()
        .stream()
        .sorted(
            Comparator.comparing(Gap::timeframe)
                .thenComparing(gap -> gap.span().from())
                .thenComparing(Gap::instrument))
        .toList();
  }

  /** Whether a live gap of a timeframe that overlaps a span is in work. */
  public boolean isInWork(InstrumentId instrument, Timeframe timeframe, Span span) {
    return database
        .sql(
            """
            select exists (select 1 from gap where exchange = ? and symbol = ? and timeframe = ?
              and origin = 'LIVE' and state in ('OPEN', 'REBUILT')
              and from_time < ? and to_time > ?)
            """)
        .params(
            instrument.exchange(),
            instrument.symbol().toString(),
            timeframe.code(),
            SqlTimes.of(span.to()),
            SqlTimes.of(span.from()))
        .query(Boolean.class)
        .single();
  }

  /** The bars that were made again of a gap; null before it is REBUILT. */
  public byte @Nullable [] rebuilt(UUID gapId) {
    return database
        .sql("select rebuilt from gap where gap_id = ?")
        .param(gapId)
        .query((row, number) -> Optional.ofNullable(row.getBytes(1)))
        .single()
        .orElse(null);
  }

  /**
   * Remembers the bars that were made again.
   *
   * @return false if the gap is another one by now: then they are not remembered
   */
  public boolean rebuilt(Gap gap, byte[] bars) {
    return database
            .sql(
                "update gap set state = 'REBUILT', rebuilt = ? where state = 'OPEN' and "
                    + SAME_GAP)
            .param(bars)
            .params(same(gap))
            .update()
        > 0;
  }

  /** Opens a rebuilt gap again: what was made of it did not heal it. */
  void reopen(Gap gap) {
    database
        .sql(
            "update gap set state = 'OPEN', rebuilt = null where state = 'REBUILT' and " + SAME_GAP)
        .params(same(gap))
        .update();
  }

  /** Puts a gap off; one that is another gap by now comes again as it is. */
  void postpone(Gap gap, Hindrance hindrance, String detail, Instant until, Instant now) {
    database
        .sql(
            """
            update gap set attempts = attempts + 1, detail = ?, next_attempt = ?,
              venue_away = venue_away or ?,
              lacking_since = case when ? then coalesce(lacking_since, ?) else lacking_since end
            where state in ('OPEN', 'REBUILT') and
            """
                + SAME_GAP)
        .params(
            detail,
            SqlTimes.of(until),
            hindrance == Hindrance.VENUE_AWAY,
            hindrance == Hindrance.LACKING,
            SqlTimes.of(now))
        .params(same(gap))
        .update();
  }

  /**
   * Gives a live gap its final state.
   *
   * @return false if it is another one by now: then it stays in work
   */
  public boolean close(Gap gap, GapState state, String detail, Instant now) {
    return database
            .sql(
                "update gap set state = ?, detail = ?, closed_at = ?, rebuilt = null"
                    + " where state in ('OPEN', 'REBUILT') and "
                    + SAME_GAP)
            .params(state.name(), detail, SqlTimes.of(now))
            .params(same(gap))
            .update()
        > 0;
  }

  private static Object[] same(Gap gap) {
    return new Object[] {gap.gapId(), SqlTimes.of(gap.span().from()), SqlTimes.of(gap.span().to())};
  }

  /** Closes gaps of the store: it has every bar of them that there is. */
  public void filled(Collection<UUID> gapIds, Instant now) {
    for (UUID gapId : gapIds) {
      database
          .sql("update gap set state = 'FILLED', detail = '', closed_at = ? where gap_id = ?")
          .params(SqlTimes.of(now), gapId)
          .update();
    }
  }

  /** Counts an attempt at gaps of the store that stay open. */
  public void tried(Collection<UUID> gapIds, String detail) {
    for (UUID gapId : gapIds) {
      database
          .sql("update gap set attempts = attempts + 1, detail = ? where gap_id = ?")
          .params(detail, gapId)
          .update();
    }
  }

  /** Open gaps of the store that lie in a span. */
  public List<Gap> openInStore(InstrumentId instrument, Timeframe timeframe, Span span) {
    return database
        .sql(
            "select "
                + COLUMNS
                + """
                 from gap where exchange = ? and symbol = ? and timeframe = ?
                and origin = 'STORE' and state = 'OPEN' and from_time >= ? and to_time <= ?
                """)
        .params(
            instrument.exchange(),
            instrument.symbol().toString(),
            timeframe.code(),
            SqlTimes.of(span.from()),
            SqlTimes.of(span.to()))
        .query(GapTable::read)
        .list();
  }

  /** Open gaps of the store that jobs did not get in so many attempts. */
  public List<Span> triedInVain(InstrumentId instrument, Timeframe timeframe, int attempts) {
    return database
        .sql(
            """
            select from_time, to_time from gap where exchange = ? and symbol = ? and timeframe = ?
              and origin = 'STORE' and state = 'OPEN' and attempts >= ?
            """)
        .params(instrument.exchange(), instrument.symbol().toString(), timeframe.code(), attempts)
        .query(
            (row, number) ->
                new Span(SqlTimes.instant(row, "from_time"), SqlTimes.instant(row, "to_time")))
        .list();
  }

  /** How many gaps are in work. */
  public long open() {
    return database
        .sql("select count(*) from gap where state in ('OPEN', 'REBUILT')")
        .query(Long.class)
        .single();
  }

  private static Gap read(ResultSet row, int number) throws SQLException {
    return new Gap(
        row.getObject("gap_id", UUID.class),
        InstrumentId.of(row.getString("exchange"), row.getString("symbol")),
        Timeframe.parse(row.getString("timeframe")),
        new Span(SqlTimes.instant(row, "from_time"), SqlTimes.instant(row, "to_time")),
        GapOrigin.valueOf(row.getString("origin")),
        GapState.valueOf(row.getString("state")),
        row.getString("detail"),
        row.getInt("attempts"),
        SqlTimes.instant(row, "detected_at"),
        SqlTimes.nullable(row, "closed_at"),
        SqlTimes.nullable(row, "lacking_since"),
        row.getBoolean("venue_away"));
  }
}
