package io.tidemark.core.bar;

import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Price;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import io.tidemark.model.event.MarketTrade;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

  private static final int SNAPSHOT_VERSION = 2;
  private static final long MINUTE_NANOS = 60_000_000_000L;
  private static final long NOT_STARTED = Long.MIN_VALUE;

  private final InstrumentId instrument;
  private final List<BarSeries> series;
  private final long graceNanos;
  private final long retentionNanos;
  private final Holes holes = new Holes();
  private final Spreads spreads = new Spreads();
  private final TradeIds tradeIds = new TradeIds();

  private long continuousFrom = NOT_STARTED;
  private long streamNanos = NOT_STARTED;
  private long nextDue = BarSeries.NONE_DUE;

  /** A builder that retains closed bars for {@link #DEFAULT_RETENTION}. */
  public BarBuilder(InstrumentId instrument, Collection<Timeframe> timeframes, Duration grace) {
    this(instrument, timeframes, grace, DEFAULT_RETENTION);
  }

  /**
   * @param timeframes at least one
   * @param grace how long after a close trades may still arrive in time; zero or more
   * @param retention how long closed bars stay open to corrections; zero or more
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public BarBuilder(
      InstrumentId instrument,
      Collection<Timeframe> timeframes,
      Duration grace,
      Duration retention) {
    if (timeframes.isEmpty()) {
      throw new IllegalArgumentException("timeframes must not be empty");
    }
    requireNotNegative("grace", grace);
    requireNotNegative("retention", retention);
    this.instrument = instrument;
    this.series = new TreeSet<>(timeframes).stream().map(BarSeries::new).toList();
    this.graceNanos = grace.toNanos();
    this.retentionNanos = retention.toNanos();
  }

  private static void requireNotNegative(String field, Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException(field + " must be 0 or more, was " + value);
    }
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
    if (!trade.instrument().equals(instrument)) {
      throw new IllegalArgumentException(
          "trade must be of %s, was of %s".formatted(instrument, trade.instrument()));
    }
    long nanos = EpochNanos.of(trade.eventTime());
    // Of the instant of a first trade, earlier trades may have been missed.
    List<BarsClosed> closed = advance(nanos, nanos + 1, trade.observedAt());
    if (nanos < horizon()) {
      return new TradeOutcome(TradeOutcome.Disposition.BEYOND_RETENTION, closed);
    }
    if (trade.quantity().isZero()) {
      return new TradeOutcome(TradeOutcome.Disposition.ZERO_QUANTITY, closed);
    }
    if (!tradeIds.add(minuteOf(nanos), trade.tradeId())) {
      return new TradeOutcome(TradeOutcome.Disposition.DUPLICATE, closed);
    }
    return count(trade, nanos, closed);
  }

  private TradeOutcome count(MarketTrade trade, long nanos, List<BarsClosed> closed) {
    BigDecimal notional = trade.price().times(trade.quantity());
    long watermark = watermark();
    TreeMap<Long, List<Bar>> corrected = new TreeMap<>();
    for (BarSeries bars : series) {
      BarAccumulator bar = bars.add(trade, nanos, notional);
      if (bar.closeNanos <= watermark) {
        add(corrected, bars, bar);
      } else {
        nextDue = Math.min(nextDue, bar.closeNanos);
      }
    }
    if (corrected.isEmpty()) {
      return new TradeOutcome(TradeOutcome.Disposition.COUNTED, closed);
    }
    List<BarsClosed> messages = new ArrayList<>(closed);
    messages.addAll(messages(corrected, true, trade.observedAt()));
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
    spreads.note(streamNanos == NOT_STARTED ? NOT_STARTED : minuteOf(streamNanos), bid, ask);
    return true;
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
    long start = EpochNanos.of(from);
    long end = EpochNanos.of(to);
    Map<BarSeries, List<BarAccumulator>> spoilt = new LinkedHashMap<>();
    for (BarSeries bars : series) {
      spoilt.put(bars, bars.publishedWithin(start, end, this::isComplete));
    }
    holes.add(start, end);
    TreeMap<Long, List<Bar>> corrected = new TreeMap<>();
    spoilt.forEach((bars, found) -> found.forEach(bar -> add(corrected, bars, bar)));
    return messages(corrected, true, observedAt);
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
    Map<BarSeries, Set<BarAccumulator>> changed = new LinkedHashMap<>();
    for (BarSeries bars : series) {
      changed.put(
          bars, new LinkedHashSet<>(bars.publishedWithin(start, end, bar -> !isComplete(bar))));
    }
    Set<BarAccumulator> partial = new HashSet<>();
    changed.values().forEach(partial::addAll);
    List<MarketTrade> added = new ArrayList<>();
    for (MarketTrade trade : trades) {
      if (addRefetched(trade, start, end, changed)) {
        added.add(trade);
      }
    }
    holes.remove(start, end);
    return new Repair(added, repaired(changed, partial, added, observedAt));
  }

  private boolean addRefetched(
      MarketTrade trade, long start, long end, Map<BarSeries, Set<BarAccumulator>> changed) {
    long nanos = EpochNanos.of(trade.eventTime());
    if (nanos < start
        || nanos >= end
        || trade.quantity().isZero()
        || !tradeIds.add(minuteOf(nanos), trade.tradeId())) {
      return false;
    }
    BigDecimal notional = trade.price().times(trade.quantity());
    changed.forEach((bars, found) -> found.add(bars.add(trade, nanos, notional)));
    return true;
  }

  /** Bars that are still open go on; of the others, those that say something new are told. */
  private List<BarsClosed> repaired(
      Map<BarSeries, Set<BarAccumulator>> changed,
      Set<BarAccumulator> partial,
      List<MarketTrade> added,
      Instant observedAt) {
    TreeMap<Long, List<Bar>> corrected = new TreeMap<>();
    changed.forEach(
        (bars, found) -> {
          for (BarAccumulator bar : found) {
            boolean says = isComplete(bar) || !partial.contains(bar) || gained(bar, added);
            if (bar.closeNanos > watermark()) {
              nextDue = Math.min(nextDue, bar.closeNanos);
            } else if (says) {
              Completeness now = isComplete(bar) ? Completeness.CORRECTED : Completeness.PARTIAL;
              add(corrected, bars, bar, now);
            }
          }
        });
    return messages(corrected, true, observedAt);
  }

  private static boolean gained(BarAccumulator bar, List<MarketTrade> added) {
    return added.stream().anyMatch(trade -> bar.holds(EpochNanos.of(trade.eventTime())));
  }

  /** Where the stream stands less the grace: what closes until then is closed; empty before. */
  public Optional<Instant> closedUpTo() {
    return streamNanos == NOT_STARTED
        ? Optional.empty()
        : Optional.of(EpochNanos.toInstant(watermark()));
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
    BarSeries bars =
        series.stream()
            .filter(candidate -> candidate.timeframe() == timeframe)
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException(timeframe + " is not built for " + instrument));
    return Optional.ofNullable(bars.holding(streamNanos))
        .map(bar -> bar.forming(timeframe, completenessOf(bar), spreads.latest()));
  }

  private List<BarsClosed> advance(long nanos, long startsFrom, Instant observedAt) {
    if (streamNanos == NOT_STARTED && continuousFrom == NOT_STARTED) {
      continuousFrom = startsFrom;
    }
    streamNanos = Math.max(streamNanos, nanos);
    if (watermark() < nextDue) {
      return List.of();
    }
    return close(observedAt);
  }

  private List<BarsClosed> close(Instant observedAt) {
    long watermark = watermark();
    TreeMap<Long, List<Bar>> closing = new TreeMap<>();
    nextDue = BarSeries.NONE_DUE;
    for (BarSeries bars : series) {
      for (BarAccumulator bar : bars.due(watermark)) {
        add(closing, bars, bar);
      }
      nextDue = Math.min(nextDue, bars.nextDue());
    }
    forget();
    return messages(closing, false, observedAt);
  }

  private void forget() {
    long horizon = horizon();
    long oldestOpen = horizon;
    for (BarSeries bars : series) {
      bars.forgetBefore(horizon);
      Instant open = bars.timeframe().openOf(EpochNanos.toInstant(horizon));
      oldestOpen = Math.min(oldestOpen, EpochNanos.of(open));
    }
    holes.forgetBefore(oldestOpen);
    spreads.forgetBefore(minuteOf(horizon));
    tradeIds.forgetBefore(minuteOf(horizon));
  }

  private void add(TreeMap<Long, List<Bar>> byClose, BarSeries bars, BarAccumulator bar) {
    add(byClose, bars, bar, completenessOf(bar));
  }

  private void add(
      TreeMap<Long, List<Bar>> byClose,
      BarSeries bars,
      BarAccumulator bar,
      Completeness completeness) {
    byClose
        .computeIfAbsent(bar.closeNanos, close -> new ArrayList<>())
        .add(bar.publish(bars.timeframe(), completeness, spreads.at(minuteOf(bar.closeNanos))));
  }

  private Completeness completenessOf(BarAccumulator bar) {
    return isComplete(bar) ? Completeness.COMPLETE : Completeness.PARTIAL;
  }

  private boolean isComplete(BarAccumulator bar) {
    return bar.openNanos >= continuousFrom && !holes.touch(bar.openNanos, bar.closeNanos);
  }

  private List<BarsClosed> messages(
      TreeMap<Long, List<Bar>> byClose, boolean correction, Instant observedAt) {
    List<BarsClosed> messages = new ArrayList<>(byClose.size());
    byClose.forEach(
        (close, bars) ->
            messages.add(
                new BarsClosed(
                    instrument, EpochNanos.toInstant(close), bars, correction, observedAt)));
    return messages;
  }

  private long watermark() {
    return streamNanos - graceNanos;
  }

  private long horizon() {
    return watermark() - retentionNanos;
  }

  private static long minuteOf(long nanos) {
    return Math.floorDiv(nanos, MINUTE_NANOS);
  }

  /** Everything the builder knows, as bytes: {@link #restore} of them goes on exactly. */
  public byte[] snapshot() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeInt(SNAPSHOT_VERSION);
      out.writeUTF(identity());
      out.writeLong(continuousFrom);
      out.writeLong(streamNanos);
      out.writeLong(nextDue);
      holes.save(out);
      spreads.save(out);
      tradeIds.save(out);
      for (BarSeries bars : series) {
        bars.save(out);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return bytes.toByteArray();
  }

  /**
   * Takes over the state of a snapshot.
   *
   * @throws IllegalArgumentException if it is of another version, instrument, set of timeframes,
   *     grace or retention, or damaged; the builder is then of no further use
   */
  public void restore(byte[] snapshot) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(snapshot))) {
      requireSame("version", SNAPSHOT_VERSION, in.readInt());
      requireSame("identity", identity(), in.readUTF());
      continuousFrom = in.readLong();
      streamNanos = in.readLong();
      nextDue = in.readLong();
      holes.restore(in);
      spreads.restore(in);
      tradeIds.restore(in);
      for (BarSeries bars : series) {
        bars.restore(in);
      }
      requireSame("end", -1, in.read());
    } catch (IOException e) {
      throw new IllegalArgumentException("the snapshot of bars is damaged", e);
    }
  }

  private String identity() {
    return instrument.key()
        + " "
        + series.stream().map(BarSeries::timeframe).toList()
        + " grace "
        + graceNanos
        + " retention "
        + retentionNanos;
  }

  private static void requireSame(String field, Object expected, Object seen) {
    if (!expected.equals(seen)) {
      throw new IllegalArgumentException(
          "the snapshot's %s must be %s, was %s".formatted(field, expected, seen));
    }
  }
}
