package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import io.tidemark.model.event.OrderBook;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Builds the bars of one instrument, of all timeframes, from its trades.
 *
 * <p><b>Closing.</b> The stream's time is the latest instant the venue was heard of: of a trade, or
 * told by {@link #onTime}. An instant closes once the stream has passed it by {@code grace}: one
 * message carries every timeframe's bar that closes then, shortest first. A trade at exactly a
 * close belongs to the next bar. A timeframe in which nothing traded has no bar.
 *
 * <p><b>Late trades.</b> A trade between a close and its grace goes into its own bar. One that
 * comes after its instant was closed makes corrections of the bars it belongs to, one message an
 * instant, oldest first, with the next revision; a bar that did not exist before then starts at
 * revision 0. Closed bars are retained for {@code retention} behind the last closed instant, in
 * every timeframe alike, so a late trade amends all of its bars or none: an older one is told as
 * {@link TradeOutcome.Disposition#BEYOND_RETENTION}, and a caller that does not know it from
 * elsewhere reports {@link #onGap} for its instant.
 *
 * <p><b>Numbers.</b> Sums are exact. VWAP is rounded half-even to 16 significant digits, imbalance
 * to 8 decimals, spread to 8 significant digits. Buy volume and imbalance exist only if every trade
 * of the bar has a taker side. The spread is that of the last top of book before the stream reached
 * the close.
 *
 * <p><b>Completeness.</b> A bar is PARTIAL if collection began after its open or a known hole
 * touches it, and COMPLETE otherwise; one that {@link #onRefetched} healed is told as CORRECTED.
 * Before the first input {@link #primeFrom} can say from when on the stream is continuous;
 * otherwise collection begins with the first input.
 *
 * <p>Not safe for use by several threads.
 */
public final class BarBuilder {

  /** How long closed bars stay open to corrections unless told otherwise. */
  public static final Duration DEFAULT_RETENTION = Duration.ofHours(1);

  /** How many trades are known again unless told otherwise. */
  public static final int DEFAULT_REMEMBERED = 500_000;

  private static final long NOT_STARTED = Long.MIN_VALUE;

  private final BarPlan plan;
  private final InstrumentId instrument;
  private final List<BarSeries> series;
  private final long graceNanos;
  private final long retentionNanos;
  private final Holes holes = new Holes();
  private final Spreads spreads = new Spreads();
  private final MicrostructureWindow microstructure = new MicrostructureWindow();
  private final TradeIds tradeIds;
  private final Repairs repairs;

  private long continuousFrom = NOT_STARTED;
  private long streamNanos = NOT_STARTED;
  private long nextDue = BarSeries.NONE_DUE;

  /** A builder that retains closed bars for {@link #DEFAULT_RETENTION}. */
  public BarBuilder(InstrumentId instrument, Collection<Timeframe> timeframes, Duration grace) {
    this(instrument, timeframes, grace, DEFAULT_RETENTION);
  }

  /** A builder that knows {@link #DEFAULT_REMEMBERED} trades again. */
  public BarBuilder(
      InstrumentId instrument,
      Collection<Timeframe> timeframes,
      Duration grace,
      Duration retention) {
    this(instrument, timeframes, grace, retention, DEFAULT_REMEMBERED);
  }

  /**
   * @param timeframes at least one
   * @param grace how long after a close trades may still arrive in time; zero or more
   * @param retention how long closed bars stay open to corrections; zero or more
   * @param remembered how many trades are known again, above 0; where more come within the
   *     retention, it is as short as that. Those of the latest minute are all known
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public BarBuilder(
      InstrumentId instrument,
      Collection<Timeframe> timeframes,
      Duration grace,
      Duration retention,
      int remembered) {
    this.plan = BarPlan.of(instrument, timeframes, grace, retention, remembered);
    this.instrument = instrument;
    this.series = plan.timeframes().stream().map(BarSeries::new).toList();
    this.graceNanos = grace.toNanos();
    this.retentionNanos = retention.toNanos();
    this.tradeIds = new TradeIds(remembered);
    this.repairs = new Repairs(series, holes, this::isComplete);
  }

  /** The timeframes that are built, shortest first. */
  public List<Timeframe> timeframes() {
    return plan.timeframes();
  }

  /**
   * Says that the stream misses nothing from {@code instant} on.
   *
   * @throws IllegalStateException after the first input: use {@link #onGap} for what is known later
   */
  public void primeFrom(Instant instant) {
    if (streamNanos != NOT_STARTED) {
      throw new IllegalStateException(
          "primeFrom must come before the first input of " + instrument);
    }
    continuousFrom = EpochNanos.of(instant);
  }

  /**
   * Takes a trade, which also moves the stream to its instant.
   *
   * @throws IllegalArgumentException if it is of another instrument
   */
  public TradeOutcome onTrade(MarketTrade trade) {
    requireOwn("trade", trade.instrument());
    long nanos = EpochNanos.of(trade.eventTime());
    // Of the instant of a first trade, earlier trades may have been missed.
    List<BarsClosed> closed = advance(nanos, nanos + 1, trade.observedAt());
    if (nanos < horizon()) {
      return new TradeOutcome(TradeOutcome.Disposition.BEYOND_RETENTION, closed);
    }
    if (trade.quantity().isZero()) {
      return new TradeOutcome(TradeOutcome.Disposition.ZERO_QUANTITY, closed);
    }
    if (!tradeIds.add(EpochNanos.minuteOf(nanos), trade.tradeId())) {
      return new TradeOutcome(TradeOutcome.Disposition.DUPLICATE, closed);
    }
    return count(trade, nanos, closed);
  }

  private void requireOwn(String what, InstrumentId other) {
    if (!other.equals(instrument)) {
      throw new IllegalArgumentException(
          "%s must be of %s, was of %s".formatted(what, instrument, other));
    }
  }

  /** Whether a trade counts already, as far as that is remembered. */
  public boolean knows(MarketTrade trade) {
    return tradeIds.contains(
        EpochNanos.minuteOf(EpochNanos.of(trade.eventTime())), trade.tradeId());
  }

  private TradeOutcome count(MarketTrade trade, long nanos, List<BarsClosed> closed) {
    BigDecimal notional = trade.price().times(trade.quantity());
    long watermark = watermark();
    microstructure.onTrade(trade, nanos);
    BarMessages corrected = new BarMessages(instrument, spreads);
    for (BarSeries bars : series) {
      BarAccumulator bar = bars.add(trade, nanos, notional);
      if (bar.closeNanos <= watermark) {
        corrected.add(bars, bar, completenessOf(bar));
      } else {
        nextDue = Math.min(nextDue, bar.closeNanos);
      }
    }
    if (corrected.isEmpty()) {
      return new TradeOutcome(TradeOutcome.Disposition.COUNTED, closed);
    }
    List<BarsClosed> messages = new ArrayList<>(closed);
    messages.addAll(corrected.corrections(trade.observedAt()));
    return new TradeOutcome(TradeOutcome.Disposition.CORRECTED, messages);
  }

  /**
   * Says how far the venue's stream has come, whether or not anything traded.
   *
   * @param streamTime by the venue's clock; one that lies behind is ignored
   * @param observedAt by the suite's clock
   * @return the bars that closed, in order of close instant
   */
  public List<BarsClosed> onTime(Instant streamTime, Instant observedAt) {
    long nanos = EpochNanos.of(streamTime);
    return advance(nanos, nanos, observedAt);
  }

  /**
   * Takes the top of the book as of the stream's time.
   *
   * @return whether it counts; a crossed one, with the bid above the ask, does not
   */
  public boolean onTop(Price bid, Price ask) {
    if (bid.isAbove(ask)) {
      return false;
    }
    spreads.note(
        streamNanos == NOT_STARTED ? NOT_STARTED : EpochNanos.minuteOf(streamNanos), bid, ask);
    return true;
  }

  /**
   * Takes the best levels of the book, of which bars carry the depth at their close. A crossed book
   * or one with an empty side does not count.
   *
   * @throws IllegalArgumentException if it is of another instrument
   */
  public void onBook(OrderBook book) {
    requireOwn("book", book.instrument());
    microstructure.onBook(book);
    microstructure.forgetBefore(neededFrom());
  }

  /** Where the oldest close lies that is still to be told. */
  private long neededFrom() {
    return streamNanos == NOT_STARTED ? NOT_STARTED : Math.min(nextDue, watermark());
  }

  /**
   * Says that trades may be missing in a span, past or to come.
   *
   * @param from its start
   * @param to its end, excluded
   * @return corrections of the retained bars that were told complete and are PARTIAL now
   * @throws IllegalArgumentException if the span is empty
   */
  public List<BarsClosed> onGap(Instant from, Instant to, Instant observedAt) {
    if (!from.isBefore(to)) {
      throw new IllegalArgumentException("a gap must end after %s, was %s".formatted(from, to));
    }
    BarMessages corrected = new BarMessages(instrument, spreads);
    repairs.spoil(EpochNanos.of(from), EpochNanos.of(to), corrected);
    return corrected.corrections(observedAt);
  }

  /**
   * Takes all trades of a span that were fetched again: those that do not count yet do now, and the
   * span is no hole any more.
   *
   * @param trades those of the span, in the venue's order; others are left out
   * @return what was added, and corrections of the published bars that are changed or healed by it
   * @throws IllegalArgumentException if the span begins before what is retained
   */
  public Repair onRefetched(List<MarketTrade> trades, Span span, Instant observedAt) {
    long start = EpochNanos.of(span.from());
    long end = EpochNanos.of(span.to());
    if (start < horizon()) {
      throw new IllegalArgumentException(
          "the span must begin at or after %s, was %s"
              .formatted(EpochNanos.toInstant(horizon()), span.from()));
    }
    List<MarketTrade> added = new ArrayList<>();
    for (MarketTrade trade : trades) {
      if (isMissing(trade, start, end)) {
        added.add(trade);
      }
    }
    BarMessages told = new BarMessages(instrument, spreads);
    repairs.add(added, start, end, watermark(), told);
    findNextDue();
    return new Repair(added, told.corrections(observedAt));
  }

  private boolean isMissing(MarketTrade trade, long start, long end) {
    long nanos = EpochNanos.of(trade.eventTime());
    return start <= nanos
        && nanos < end
        && !trade.quantity().isZero()
        && tradeIds.add(EpochNanos.minuteOf(nanos), trade.tradeId());
  }

  /**
   * Takes the venue's word for closed minutes: nothing is missing of them but what its candles hold
   * more. These take the place of a minute's trades in the longer bars, of which what trades alone
   * tell (VWAP, their number, the takers' sides) is not known any more. The minute's own bar is
   * told by the caller.
   *
   * @param spans of whole minutes, that lie before {@link #closedUpTo}
   * @param candles of minutes in these spans
   * @return corrections of the retained longer bars that are changed or healed by it, and of the
   *     minutes that are healed without a candle
   */
  public List<BarsClosed> onConfirmed(
      List<Span> spans, List<MinuteCandle> candles, Instant observedAt) {
    BarMessages told = new BarMessages(instrument, spreads);
    repairs.confirm(spans, candles, horizon(), watermark(), told);
    candles.forEach(
        candle -> tradeIds.close(EpochNanos.minuteOf(EpochNanos.of(candle.edition().openTime()))));
    findNextDue();
    return told.corrections(observedAt);
  }

  private void findNextDue() {
    nextDue = BarSeries.NONE_DUE;
    series.forEach(bars -> nextDue = Math.min(nextDue, bars.nextDue()));
  }

  /** Where the stream stands less the grace: what closes until then is closed; empty before. */
  public Optional<Instant> closedUpTo() {
    return streamNanos == NOT_STARTED
        ? Optional.empty()
        : Optional.of(EpochNanos.toInstant(watermark()));
  }

  /** When the next bars close that are told; empty if nothing has traded since the last ones. */
  public Optional<Instant> nextClose() {
    return nextDue == BarSeries.NONE_DUE
        ? Optional.empty()
        : Optional.of(EpochNanos.toInstant(nextDue));
  }

  /** From when on closed bars are retained and can be repaired; empty before the first input. */
  public Optional<Instant> retainedFrom() {
    return streamNanos == NOT_STARTED
        ? Optional.empty()
        : Optional.of(EpochNanos.toInstant(horizon()));
  }

  /** The known holes within a span, oldest first. */
  public List<Span> holesWithin(Span span) {
    return holes.within(EpochNanos.of(span.from()), EpochNanos.of(span.to()));
  }

  /**
   * The bar that forms at the stream's time, as known so far.
   *
   * @return empty if nothing has traded in it
   * @throws IllegalArgumentException if the timeframe is not built
   */
  public Optional<Bar> forming(Timeframe timeframe) {
    int place = plan.timeframes().indexOf(timeframe);
    if (place < 0) {
      throw new IllegalArgumentException(timeframe + " is not built for " + instrument);
    }
    return Optional.ofNullable(series.get(place).holding(streamNanos))
        .map(bar -> bar.forming(timeframe, completenessOf(bar), spreads.latest()));
  }

  private List<BarsClosed> advance(long nanos, long startsFrom, Instant observedAt) {
    if (streamNanos == NOT_STARTED && continuousFrom == NOT_STARTED) {
      continuousFrom = startsFrom;
    }
    streamNanos = Math.max(streamNanos, nanos);
    return watermark() < nextDue ? List.of() : close(observedAt);
  }

  private List<BarsClosed> close(Instant observedAt) {
    long watermark = watermark();
    BarMessages closing = new BarMessages(instrument, spreads);
    for (BarSeries bars : series) {
      for (BarAccumulator bar : bars.due(watermark)) {
        closing.add(bars, bar, completenessOf(bar));
      }
    }
    findNextDue();
    forget();
    return closing.closings(microstructure, observedAt);
  }

  private void forget() {
    tradeIds.forgetBefore(EpochNanos.minuteOf(horizon()));
    long horizon = horizon();
    long oldestOpen = horizon;
    for (BarSeries bars : series) {
      bars.forgetBefore(horizon);
      Instant open = bars.timeframe().openOf(EpochNanos.toInstant(horizon));
      oldestOpen = Math.min(oldestOpen, EpochNanos.of(open));
    }
    holes.forgetBefore(oldestOpen);
    spreads.forgetBefore(EpochNanos.minuteOf(horizon));
    microstructure.forgetBefore(neededFrom());
  }

  private Completeness completenessOf(BarAccumulator bar) {
    return isComplete(bar) ? Completeness.COMPLETE : Completeness.PARTIAL;
  }

  private boolean isComplete(BarAccumulator bar) {
    return bar.openNanos >= continuousFrom && !holes.touch(bar.openNanos, bar.closeNanos);
  }

  private long watermark() {
    return streamNanos - graceNanos;
  }

  private long horizon() {
    long known = tradeIds.knownFrom();
    long retained = watermark() - retentionNanos;
    return known == Long.MIN_VALUE ? retained : Math.max(retained, EpochNanos.ofMinute(known));
  }

  /**
   * What the builder knows, as bytes: {@link #restore} of them goes on exactly, but that of a busy
   * market closed bars are retained for the latest 4,096 trades alone, and grow from there.
   */
  public byte[] snapshot() {
    return Snapshots.write(
        plan.identity(),
        out -> {
          out.writeLong(continuousFrom);
          out.writeLong(streamNanos);
          out.writeLong(nextDue);
          holes.save(out);
          spreads.save(out);
          microstructure.save(out);
          tradeIds.save(out);
          for (BarSeries bars : series) {
            bars.save(out);
          }
        });
  }

  /**
   * Takes over the state of a snapshot.
   *
   * @throws IllegalArgumentException if it is of another version, instrument, set of timeframes,
   *     grace or retention, or damaged; the builder is then of no further use
   */
  public void restore(byte[] snapshot) {
    Snapshots.read(
        snapshot,
        plan.identity(),
        in -> {
          continuousFrom = in.readLong();
          streamNanos = in.readLong();
          nextDue = in.readLong();
          holes.restore(in);
          spreads.restore(in);
          microstructure.restore(in);
          tradeIds.restore(in);
          for (BarSeries bars : series) {
            bars.restore(in);
          }
        });
  }
}
