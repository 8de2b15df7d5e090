package io.tidemark.backfiller.gap;

import io.tidemark.core.history.SilenceJudgement;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * What cannot be filled. Contiguous slots of one timeframe and reason are one row; what was
 * recorded first keeps its reason until it is judged again. Writes run in the caller's transaction
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

  /**
   * What of {@code missing} is not known to be without a trade: what the venue has no history of
   * may have been traded. Oldest first.
   */
  public List<Span> unproven(InstrumentId instrument, Timeframe timeframe, List<Span> missing) {
    if (missing.isEmpty()) {
      return List.of();
    }
    Span all = new Span(missing.getFirst().from(), missing.getLast().to());
    return Span.subtract(
        missing,
        spans(
            within(instrument, timeframe, all).stream()
                .filter(gap -> gap.reason() != UnfillableReason.NO_HISTORY)
                .toList()));
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

  /** Learns from what is recorded of a timeframe what silences are usual. */
  public SilenceJudgement judgement(InstrumentId instrument, Timeframe timeframe) {
    List<Span> usual =
        database.query(
            """
            with silence as (
              select to_time - from_time as length, to_time, from_time from unfillable_gap
              where exchange = ? and symbol = ? and timeframe = ?
                and reason in ('NOT_TRADED', 'OUTAGE'))
            select from_time, to_time from silence order by length
            offset greatest(0, (select (count(*) - 1) * 99 / 100 from silence)) limit 1
            """,
            (row, number) ->
                new Span(SqlTimes.instant(row, "from_time"), SqlTimes.instant(row, "to_time")),
            instrument.exchange(),
            instrument.symbol().toString(),
            timeframe.code());
    return SilenceJudgement.of(usual);
  }

  /** Calls those silences that meet a span outages that are so long. */
  public void rejudge(
      InstrumentId instrument, Timeframe timeframe, Span span, SilenceJudgement judgement) {
    database.update(
        """
        update unfillable_gap set reason = 'OUTAGE', detail = ?
        where exchange = ? and symbol = ? and timeframe = ? and from_time <= ? and to_time >= ?
          and reason = 'NOT_TRADED' and to_time - from_time >= ? * interval '1 millisecond'
        """,
        "judged by its length: at least %s, where 99 of 100 silences last up to %s"
            .formatted(judgement.bound(), judgement.usual()),
        instrument.exchange(),
        instrument.symbol().toString(),
        timeframe.code(),
        SqlTimes.of(span.to()),
        SqlTimes.of(span.from()),
        judgement.bound().toMillis());
  }

  /** Forgets that an instrument is not listed any more: it is again. */
  public void listedAgain(InstrumentId instrument) {
    database.update(
        "delete from unfillable_gap where exchange = ? and symbol = ? and reason = ?",
        instrument.exchange(),
        instrument.symbol().toString(),
        UnfillableReason.DELISTED.name());
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
