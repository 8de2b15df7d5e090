package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.model.Ids;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
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
          + " detected_at, closed_at";

  private final JdbcClient database;

  GapTable(JdbcClient database) {
    this.database = database;
  }

  /** Notes a slot whose live bar has a hole: joined to the open gap that it meets, if any does. */
  public void noteLive(InstrumentId instrument, Timeframe timeframe, Span slot, Instant now) {
    Optional<Gap> neighbour =
        database
            .sql(
                "select "
                    + COLUMNS
                    + """
                     from gap where exchange = ? and symbol = ? and timeframe = ?
                    and origin = 'LIVE' and state in ('OPEN', 'REBUILT')
                    and from_time <= ? and to_time >= ? order by from_time limit 1
                    """)
            .params(
                instrument.exchange(),
                instrument.symbol().toString(),
                timeframe.code(),
                SqlTimes.of(slot.to()),
                SqlTimes.of(slot.from()))
            .query(GapTable::read)
            .optional();
    if (neighbour.isEmpty()) {
      insert(instrument, timeframe, slot, GapOrigin.LIVE, now);
    } else if (neighbour.get().span().encloses(slot)) {
      return;
    } else if (neighbour.get().state() == GapState.OPEN) {
      extend(neighbour.get(), slot);
    } else {
      insert(instrument, timeframe, slot, GapOrigin.LIVE, now);
    }
  }

  private void extend(Gap gap, Span slot) {
    database
        .sql("update gap set from_time = ?, to_time = ? where gap_id = ?")
        .params(
            SqlTimes.of(Span.min(gap.span().from(), slot.from())),
            SqlTimes.of(Span.max(gap.span().to(), slot.to())),
            gap.gapId())
        .update();
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
              detected_at = excluded.detected_at, closed_at = null, rebuilt = null
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

  /** Live gaps that are to be worked on now, shortest timeframe first. */
  public List<Gap> due(Instant now) {
    return database
        .sql(
            "select "
                + COLUMNS
                + " from gap where origin = 'LIVE' and state in ('OPEN', 'REBUILT')"
                + " and next_attempt <= ? order by exchange, symbol, to_time - from_time, from_time")
        .param(SqlTimes.of(now))
        .query(GapTable::read)
        .list();
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

  /** Remembers the bars that were made again. */
  public void rebuilt(UUID gapId, byte[] bars) {
    database
        .sql("update gap set state = 'REBUILT', rebuilt = ? where gap_id = ?")
        .params(bars, gapId)
        .update();
  }

  /** Puts a gap off. */
  public void postpone(UUID gapId, String detail, Instant until) {
    database
        .sql(
            "update gap set attempts = attempts + 1, detail = ?, next_attempt = ? where gap_id = ?")
        .params(detail, SqlTimes.of(until), gapId)
        .update();
  }

  /** Gives gaps their final state. */
  public void close(Collection<UUID> gapIds, GapState state, String detail, Instant now) {
    for (UUID gapId : gapIds) {
      database
          .sql(
              "update gap set state = ?, detail = ?, closed_at = ?, rebuilt = null where gap_id = ?")
          .params(state.name(), detail, SqlTimes.of(now), gapId)
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
        SqlTimes.nullable(row, "closed_at"));
  }
}
