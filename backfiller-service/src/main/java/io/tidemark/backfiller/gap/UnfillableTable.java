package io.tidemark.backfiller.gap;

import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What cannot be filled. Contiguous slots of one timeframe and reason are one row; what was
 * recorded first keeps its reason until {@link #rejudge}. Writes run in the caller's transaction
 * and wait for others that write the same instrument's.
 */
@Component
public class UnfillableTable {

  private final JdbcTemplate database;

  UnfillableTable(JdbcTemplate database) {
    this.database = database;
  }

  /** The spans of an instrument's timeframe that overlap or meet {@code span}, oldest first. */
  public List<UnfillableGap> within(InstrumentId instrument, Timeframe timeframe, Span span) {
    return database.query(
        """
        select from_time, to_time, reason, detail from unfillable_gap
        where exchange = ? and symbol = ? and timeframe = ? and from_time <= ? and to_time >= ?
        order by from_time
        """,
        (row, number) ->
            new UnfillableGap(
                new Span(SqlTimes.instant(row, "from_time"), SqlTimes.instant(row, "to_time")),
                UnfillableReason.valueOf(row.getString("reason")),
                row.getString("detail")),
        instrument.exchange(),
        instrument.symbol().toString(),
        timeframe.code(),
        SqlTimes.of(span.to()),
        SqlTimes.of(span.from()));
  }

  /** What of {@code missing} is not known to be unfillable, oldest first. */
  public List<Span> unknown(InstrumentId instrument, Timeframe timeframe, List<Span> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    Span all = new Span(missing.getFirst().from(), missing.getLast().to());
    return Span.subtract(missing, spans(within(instrument, timeframe, all)));
  }

  /** Records spans that were not recorded yet, joined with neighbours of the same reason. */
  public void record(
      InstrumentId instrument,
      Timeframe timeframe,
      List<Span> spans,
      UnfillableReason reason,
      String detail,
      Instant now) {
    if (spans.isEmpty()) {
      return;
    }
    lock(instrument);
    Span all =
        new Span(
            spans.stream().map(Span::from).min(Instant::compareTo).orElseThrow(),
            spans.stream().map(Span::to).max(Instant::compareTo).orElseThrow());
    List<UnfillableGap> known = within(instrument, timeframe, all);
    List<Span> before = spans(known.stream().filter(gap -> gap.reason() == reason).toList());
    List<Span> fresh = Span.subtract(spans, spans(known));
    List<Span> joined = new ArrayList<>(before);
    joined.addAll(fresh);
    replace(instrument, timeframe, before, Span.union(joined, Duration.ZERO), reason, detail, now);
  }

  private void replace(
      InstrumentId instrument,
      Timeframe timeframe,
      List<Span> before,
      List<Span> after,
      UnfillableReason reason,
      String detail,
      Instant now) {
    Set<Span> gone = new HashSet<>(before);
    after.forEach(gone::remove);
    Set<Span> kept = new HashSet<>(before);
    List<Span> added = after.stream().filter(span -> !kept.contains(span)).toList();
    database.batchUpdate(
        "delete from unfillable_gap where exchange = ? and symbol = ? and timeframe = ? and from_time = ?",
        gone.stream().map(span -> key(instrument, timeframe, span)).toList());
    database.batchUpdate(
        """
        insert into unfillable_gap
          (exchange, symbol, timeframe, from_time, to_time, reason, detail, recorded_at)
        values (?, ?, ?, ?, ?, ?, ?, ?)
        """,
        added.stream()
            .map(
                span ->
                    new Object[] {
                      instrument.exchange(),
                      instrument.symbol().toString(),
                      timeframe.code(),
                      SqlTimes.of(span.from()),
                      SqlTimes.of(span.to()),
                      reason.name(),
                      detail,
                      SqlTimes.of(now)
                    })
            .toList());
  }

  /** Gives rows another reason. */
  public void rejudge(
      InstrumentId instrument,
      Timeframe timeframe,
      Collection<Span> rows,
      UnfillableReason reason,
      String detail) {
    database.batchUpdate(
        """
        update unfillable_gap set reason = '%s', detail = ?
        where exchange = ? and symbol = ? and timeframe = ? and from_time = ?
        """
            .formatted(reason.name()),
        rows.stream()
            .map(
                span ->
                    new Object[] {
                      detail,
                      instrument.exchange(),
                      instrument.symbol().toString(),
                      timeframe.code(),
                      SqlTimes.of(span.from())
                    })
            .toList());
  }

  private void lock(InstrumentId instrument) {
    database.query(
        "select pg_advisory_xact_lock(hashtext(?))",
        (row, number) -> true,
        "unfillable:" + instrument.key());
  }

  private static Object[] key(InstrumentId instrument, Timeframe timeframe, Span span) {
    return new Object[] {
      instrument.exchange(),
      instrument.symbol().toString(),
      timeframe.code(),
      SqlTimes.of(span.from())
    };
  }

  private static List<Span> spans(List<UnfillableGap> gaps) {
    return gaps.stream().map(UnfillableGap::span).toList();
  }
}
