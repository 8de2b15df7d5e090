package io.tidemark.ingestor.feed;

import io.tidemark.core.bar.MinuteCandle;
import io.tidemark.core.bar.Span;
import io.tidemark.exchange.CandlePage;
import io.tidemark.exchange.ExchangeCapabilities.TradeHistory;
import io.tidemark.exchange.ExchangeGateway;
import io.tidemark.exchange.InvalidData;
import io.tidemark.exchange.VenueReadException;
import io.tidemark.model.Bar;
import io.tidemark.model.BarSource;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Quantity;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares an instrument's minutes with the venue's own candles, exactly, and heals what is known
 * to be amiss: the trades of a hole, and of a minute that differs, are fetched again and built into
 * the bars of all timeframes. Where they cannot be had, even at the second look if they may be told
 * late, the venue's candle takes the place of a minute that is missing or PARTIAL. What still
 * differs at the second look though no trade is missing is recorded, and our bar stays. For one
 * thread.
 */
final class Reconciliation {

  /** How a round ended. */
  enum Outcome {
    /** There is nothing more to do up to where the stream stands. */
    SETTLED,
    /** The venue or the store did not answer, or something is looked at again in the next round. */
    AGAIN
  }

  /** What is read, written and counted. */
  record Surroundings(
      StoredBars stored,
      Consumer<BarDifference> differences,
      Consumer<InvalidData> quarantine,
      ReconciliationMetrics metrics,
      InstantSource clock) {}

  private static final Logger LOG = LoggerFactory.getLogger(Reconciliation.class);

  /** How long a join is looked at again before what it may have missed is told as a hole. */
  private static final Duration LONGEST_DOUBT = Duration.ofMinutes(10);

  private static final Quantity NOTHING = Quantity.of("0");

  /** What venues tell at once of one-minute candles, at least. */
  private static final Duration LONGEST_SPAN = Duration.ofMinutes(700);

  private final ExchangeGateway gateway;
  private final TradeRefetch trades;
  private final Surroundings around;
  private final Map<InstrumentId, Instant> doneUpTo = new HashMap<>();
  private final Set<BarDifference> seenOnce = new HashSet<>();

  Reconciliation(ExchangeGateway gateway, TradeRecovery recovery, Surroundings around) {
    this.gateway = gateway;
    this.trades = new TradeRefetch(gateway, recovery, around.clock);
    this.around = around;
  }

  /** Up to where an instrument's minutes were compared. */
  Optional<Instant> doneUpTo(InstrumentId instrument) {
    return Optional.ofNullable(doneUpTo.get(instrument));
  }

  /** Notes where to begin with an instrument. */
  void beginAt(InstrumentId instrument, Instant from) {
    doneUpTo.putIfAbsent(instrument, Timeframe.M1.openOf(from));
  }

  /**
   * One round for one instrument.
   *
   * @param to the open of a minute
   * @param isStored waits until all that was told is stored, and tells whether it is
   */
  Outcome run(LiveFeed feed, Instant to, BooleanSupplier isStored) {
    InstrumentId instrument = feed.feed().instrument();
    Instant retained = feed.repair().retainedFrom().map(Reconciliation::nextMinute).orElse(to);
    Instant begin = doneUpTo.getOrDefault(instrument, to);
    try {
      boolean healed = confirmJoin(feed, retained, to) & healHoles(feed, retained, to);
      if (!begin.isBefore(to) || !comparesCandles()) {
        doneUpTo.put(instrument, to);
        return healed ? Outcome.SETTLED : Outcome.AGAIN;
      }
      // Only now: what was healed right above differs from the venue until it is stored.
      if (!isStored.getAsBoolean()) {
        return Outcome.AGAIN;
      }
      Instant from = begin.isBefore(to.minus(LONGEST_SPAN)) ? to.minus(LONGEST_SPAN) : begin;
      boolean settled = compare(feed, new Span(from, to), retained);
      return settled && healed ? Outcome.SETTLED : Outcome.AGAIN;
    } catch (VenueReadException e) {
      LOG.info("event=reconciliation_waits instrument={} cause=\"{}\"", instrument, e.getMessage());
      return Outcome.AGAIN;
    }
  }

  private boolean comparesCandles() {
    return gateway.capabilities().candleTimeframes().contains(Timeframe.M1);
  }

  private static Instant nextMinute(Instant instant) {
    Instant open = Timeframe.M1.openOf(instant);
    return open.equals(instant) ? open : Timeframe.M1.closeOf(open);
  }

  /** Whether a join that nothing proved is proved by now, or known to have missed something. */
  private boolean confirmJoin(LiveFeed feed, Instant retained, Instant to) {
    Optional<Span> doubted = feed.repair().doubted(to.minus(TradeRefetch.REST_LAG));
    if (doubted.isEmpty()) {
      return true;
    }
    Span span = doubted.get();
    Optional<List<BarsClosed>> corrections =
        span.to().isAfter(retained)
            ? trades.refetch(
                feed, span.from().isBefore(retained) ? new Span(retained, span.to()) : span)
            : Optional.empty();
    boolean known = corrections.isPresent() || span.to().plus(LONGEST_DOUBT).isBefore(to);
    if (known) {
      feed.repair().settleDoubt(span, corrections.isPresent(), around.clock.instant());
      LOG.info(
          "event=join_looked_at_again instrument={} from={} to={} trades_known={} corrections={}",
          feed.feed().instrument(),
          span.from(),
          span.to(),
          corrections.isPresent(),
          corrections.map(List::size).orElse(0));
    }
    return corrections.isPresent();
  }

  /** Whether no known hole is left that trades could fill. */
  private boolean healHoles(LiveFeed feed, Instant retained, Instant to) {
    if (!retained.isBefore(to) || gateway.capabilities().tradeHistory() == TradeHistory.NONE) {
      return true;
    }
    boolean all = true;
    for (Span hole : feed.repair().holesWithin(new Span(retained, to))) {
      Span minutes = minutesOf(hole);
      boolean healed = !minutes.to().isAfter(to) && trades.refetch(feed, minutes).isPresent();
      all &= healed;
      if (healed) {
        LOG.info(
            "event=hole_healed instrument={} from={} to={}",
            feed.feed().instrument(),
            hole.from(),
            hole.to());
      }
    }
    return all;
  }

  private static Span minutesOf(Span span) {
    return new Span(Timeframe.M1.openOf(span.from()), nextMinute(span.to()));
  }

  /** What one comparison found. */
  private static final class Findings {
    private final List<MinuteCandle> candles = new ArrayList<>();
    private final Set<Instant> unsure = new HashSet<>();
    private Instant doneUpTo;

    Findings(Instant to) {
      doneUpTo = to;
    }

    void lookAgainAt(Instant minute) {
      doneUpTo = minute.isBefore(doneUpTo) ? minute : doneUpTo;
    }
  }

  /** Whether nothing of the span is to be looked at again. */
  private boolean compare(LiveFeed feed, Span span, Instant retained) {
    InstrumentId instrument = feed.feed().instrument();
    CandlePage page = gateway.candles(instrument, Timeframe.M1, span.from(), span.to());
    page.invalid().forEach(around.quarantine);
    List<Bar> ours =
        around.stored.minutes(instrument, span).stream()
            .filter(bar -> !bar.openTime().isBefore(page.completeFrom()))
            .toList();
    List<BarDifference> differences = BarDifference.between(instrument, ours, page.bars());
    List<Bar> unhealed = new ArrayList<>();
    for (Bar bar : ours) {
      boolean differs = differences.stream().anyMatch(one -> one.openTime().equals(bar.openTime()));
      if (!differs && bar.completeness() == Completeness.PARTIAL) {
        unhealed.add(bar);
      }
    }
    around.metrics.agreed(instrument, ours.size() - count(differences, ours) - unhealed.size());
    Findings findings = new Findings(span.to());
    for (BarDifference difference : differences) {
      if (!settle(feed, difference, retained, findings)) {
        findings.lookAgainAt(difference.openTime());
      }
    }
    if (page.invalid().isEmpty() && page.completeFrom().isBefore(span.to())) {
      Instant from = page.completeFrom().isAfter(span.from()) ? page.completeFrom() : span.from();
      confirm(feed, new Span(nextMinute(from), span.to()), unhealed, findings);
    }
    doneUpTo.put(instrument, findings.doneUpTo);
    seenOnce.removeIf(
        seen ->
            seen.instrument().equals(instrument) && seen.openTime().isBefore(findings.doneUpTo));
    return findings.doneUpTo.equals(span.to());
  }

  /**
   * A minute whose prices and volume are the venue's has all its trades, and so has one in which
   * the venue knows of none: what was a hole there is none any more, in no timeframe. The last
   * minute's candle may still grow.
   */
  private void confirm(LiveFeed feed, Span span, List<Bar> unhealed, Findings findings) {
    Instant sure = span.to().minus(TradeRefetch.REST_LAG);
    boolean late = unhealed.stream().anyMatch(bar -> !bar.openTime().isBefore(sure));
    if (late || !feed.repair().holesWithin(new Span(sure, span.to())).isEmpty()) {
      findings.lookAgainAt(sure);
    }
    List<Span> confirmed = new ArrayList<>();
    for (Instant open = span.from(); open.isBefore(sure); open = Timeframe.M1.closeOf(open)) {
      if (!findings.unsure.contains(open)) {
        confirmed.add(new Span(open, Timeframe.M1.closeOf(open)));
      }
    }
    List<BarsClosed> told =
        feed.repair().confirmed(confirmed, findings.candles, around.clock.instant());
    unhealed.stream()
        .filter(bar -> bar.openTime().isBefore(sure) && minute(told, bar.openTime()).isEmpty())
        .forEach(
            bar ->
                tell(feed, edition(bar, bar.source(), Completeness.CORRECTED, bar.revision() + 1)));
  }

  private static int count(List<BarDifference> differences, List<Bar> ours) {
    return (int)
        ours.stream()
            .filter(
                bar -> differences.stream().anyMatch(one -> one.openTime().equals(bar.openTime())))
            .count();
  }

  /** Whether a difference needs no second look. */
  private boolean settle(
      LiveFeed feed, BarDifference difference, Instant retained, Findings findings) {
    Bar ours = difference.ours();
    Bar venues = difference.venues();
    Optional<List<BarsClosed>> corrections =
        difference.openTime().isBefore(retained)
            ? Optional.empty()
            : trades.refetch(
                feed, new Span(difference.openTime(), Timeframe.M1.closeOf(difference.openTime())));
    Bar now = corrections.flatMap(told -> minute(told, difference.openTime())).orElse(ours);
    if (now != null && venues != null && BarDifference.agree(now, venues)) {
      seenOnce.remove(difference);
      around.metrics.healed(difference.instrument());
      return true;
    }
    boolean replaceable = now == null || now.completeness() == Completeness.PARTIAL;
    if (venues != null && replaceable && corrections.isEmpty()) {
      if (mayStillBeTold(difference, retained) && seenOnce.add(difference)) {
        findings.unsure.add(difference.openTime());
        return false;
      }
      seenOnce.remove(difference);
      Bar edition = replacement(venues, now);
      tell(feed, edition);
      findings.candles.add(new MinuteCandle(edition, now == null ? NOTHING : now.volume()));
      return true;
    }
    findings.unsure.add(difference.openTime());
    return recorded(new BarDifference(difference.instrument(), difference.openTime(), now, venues));
  }

  /** A venue may tell a candle before it tells the trades that made it. */
  private boolean mayStillBeTold(BarDifference difference, Instant retained) {
    return gateway.capabilities().tradeHistory() == TradeHistory.FULL
        && !difference.openTime().isBefore(retained);
  }

  private static Optional<Bar> minute(List<BarsClosed> corrections, Instant open) {
    return corrections.stream()
        .flatMap(message -> message.bars().stream())
        .filter(bar -> bar.timeframe() == Timeframe.M1 && bar.openTime().equals(open))
        .reduce((first, last) -> last);
  }

  /** A venue may publish a candle before its last trade: only what lasts is recorded. */
  private boolean recorded(BarDifference difference) {
    if (seenOnce.add(difference)) {
      return false;
    }
    seenOnce.remove(difference);
    around.metrics.differs(difference.instrument(), difference.cause());
    around.differences.accept(difference);
    LOG.warn(
        "event=bar_differs instrument={} open_time={} cause={} ours={} venue={}",
        difference.instrument(),
        difference.openTime(),
        difference.cause(),
        difference.ours(),
        difference.venues());
    return true;
  }

  private static Bar replacement(Bar venues, @Nullable Bar partial) {
    return partial == null
        ? edition(venues, BarSource.VENUE_CANDLE, Completeness.COMPLETE, 0)
        : edition(venues, BarSource.VENUE_CANDLE, Completeness.CORRECTED, partial.revision() + 1);
  }

  private void tell(LiveFeed feed, Bar edition) {
    feed.repair().replace(edition, around.clock.instant());
    around.metrics.replaced(feed.feed().instrument());
  }

  private static Bar edition(Bar bar, BarSource source, Completeness completeness, int revision) {
    return new Bar(
        bar.timeframe(),
        bar.openTime(),
        bar.open(),
        bar.high(),
        bar.low(),
        bar.close(),
        bar.volume(),
        bar.vwap(),
        bar.trades(),
        bar.buyVolume(),
        bar.imbalance(),
        bar.spread(),
        completeness,
        source,
        revision);
  }
}
