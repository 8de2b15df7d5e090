package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.gap.VenueBars.Told;
import io.tidemark.backfiller.store.BarStore;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes bars of the shortest timeframe again from what the venue tells of them. */
final class Rebuilding {

  /** What came of one gap. */
  sealed interface Outcome {

    /** The store has no hole there any more; whoever filled it told of it. */
    record Whole() implements Outcome {}

    /** Its bars, made again. */
    record Rebuilt(List<Bar> bars) implements Outcome {}

    /** Not now: what it waits for, which does not take long. */
    record Waiting(String why) implements Outcome {}

    /** The venue was asked and does not have it. */
    record Lacking(String why) implements Outcome {}
  }

  /**
   * What came of gaps that were looked at together.
   *
   * @param besides bars of other slots that the store lacks or has with a hole
   * @param silent slots of the shortest timeframe that were not traded
   */
  record Attempt(Map<Gap, Outcome> outcomes, List<Bar> besides, List<Span> silent) {

    /** The same outcome for all. */
    static Attempt of(List<Gap> gaps, Outcome outcome) {
      Map<Gap, Outcome> outcomes = new LinkedHashMap<>();
      gaps.forEach(gap -> outcomes.put(gap, outcome));
      return new Attempt(outcomes, List.of(), List.of());
    }
  }

  private static final Duration ADJACENT = Duration.ofDays(1);

  private final BarStore store;
  private final VenueBars venueBars;
  private final Collection<Timeframe> timeframes;

  /**
   * @param timeframes that the live stream makes
   */
  Rebuilding(BarStore store, VenueBars venueBars, Collection<Timeframe> timeframes) {
    this.store = store;
    this.venueBars = venueBars;
    this.timeframes = timeframes;
  }

  /**
   * From the venue's trades, or from its candles where its trades do not reach back.
   *
   * @param gaps of one instrument and timeframe, close together
   * @param settled up to when the venue's history can be relied on
   */
  Attempt fromVenue(Venue venue, InstrumentId instrument, List<Gap> gaps, Instant settled) {
    Timeframe timeframe = gaps.getFirst().timeframe();
    Span span = Span.union(spans(gaps), ADJACENT).getFirst();
    if (span.to().isAfter(settled)) {
      return Attempt.of(gaps, new Outcome.Waiting("the venue's history does not reach there yet"));
    }
    Span wide = overAdjacent(instrument, timeframe, span, settled);
    Map<Slot, Bar> stored = stored(instrument, wide);
    if (gaps.stream().allMatch(gap -> isWhole(gap, stored))) {
      return Attempt.of(gaps, new Outcome.Whole());
    }
    Optional<Told> trades = venueBars.ofTrades(venue, instrument, upToADay(), wide);
    Told told = trades.orElseGet(() -> venueBars.ofCandles(venue, instrument, timeframe, wide));
    return judged(gaps, stored, told, wide);
  }

  private static Attempt judged(List<Gap> gaps, Map<Slot, Bar> stored, Told told, Span span) {
    Map<Slot, Bar> better = new HashMap<>(improvements(stored, told.bars()));
    Map<Gap, Outcome> outcomes = new LinkedHashMap<>();
    for (Gap gap : gaps) {
      outcomes.put(gap, outcome(gap, stored, better));
    }
    outcomes.forEach(
        (gap, outcome) -> {
          if (outcome instanceof Outcome.Rebuilt rebuilt) {
            rebuilt.bars().forEach(bar -> better.remove(Slot.of(bar)));
          }
        });
    Timeframe timeframe = gaps.getFirst().timeframe();
    return new Attempt(
        outcomes,
        List.copyOf(better.values()),
        told.continuous() ? silent(timeframe, stored, told.bars(), span) : List.of());
  }

  /** All slots of a gap must be made again, or be whole by now. */
  private static Outcome outcome(Gap gap, Map<Slot, Bar> stored, Map<Slot, Bar> better) {
    List<Bar> made = new ArrayList<>();
    for (Span slot : slots(gap)) {
      Slot key = new Slot(gap.timeframe(), slot.from());
      Bar before = stored.get(key);
      Bar bar = better.get(key);
      if (before == null) {
        return notStored(slot);
      }
      if (before.completeness() != Completeness.PARTIAL) {
        continue;
      }
      if (bar == null) {
        return holdsLess(gap.timeframe(), slot);
      }
      made.add(bar);
    }
    return made.isEmpty() ? new Outcome.Whole() : new Outcome.Rebuilt(made);
  }

  static Outcome notStored(Span slot) {
    return new Outcome.Lacking("the live bar of %s is not stored yet".formatted(slot.from()));
  }

  static Outcome holdsLess(Timeframe timeframe, Span slot) {
    return new Outcome.Lacking(
        "the venue's history holds less of the %s bar of %s than the stream did"
            .formatted(timeframe, slot.from()));
  }

  /** The bars that the store lacks, or has with a hole and with no more volume. */
  static Map<Slot, Bar> improvements(Map<Slot, Bar> stored, List<Bar> told) {
    Map<Slot, Bar> better = new HashMap<>();
    for (Bar bar : told) {
      Bar before = stored.get(Slot.of(bar));
      if (before == null || isBetter(bar, before)) {
        better.put(Slot.of(bar), bar);
      }
    }
    return better;
  }

  static boolean isBetter(Bar bar, Bar before) {
    return before.completeness() == Completeness.PARTIAL
        && bar.volume().value().compareTo(before.volume().value()) >= 0;
  }

  static List<Span> silent(Timeframe timeframe, Map<Slot, Bar> stored, List<Bar> told, Span span) {
    Set<Slot> traded = new HashSet<>(stored.keySet());
    told.forEach(bar -> traded.add(Slot.of(bar)));
    List<Span> silent = new ArrayList<>();
    span.slots(timeframe)
        .ifPresent(
            all -> {
              for (Span slot : slots(timeframe, all)) {
                if (!traded.contains(new Slot(timeframe, slot.from()))) {
                  silent.add(slot);
                }
              }
            });
    return Span.union(silent, Duration.ZERO);
  }

  private static boolean isWhole(Gap gap, Map<Slot, Bar> stored) {
    return slots(gap).stream()
        .map(slot -> stored.get(new Slot(gap.timeframe(), slot.from())))
        .allMatch(bar -> bar != null && bar.completeness() != Completeness.PARTIAL);
  }

  /** An outage leaves no bar between its edges: what is missing beside a hole is looked at too. */
  private Span overAdjacent(
      InstrumentId instrument, Timeframe timeframe, Span span, Instant settled) {
    Span around =
        new Span(
            span.from().minus(ADJACENT).truncatedTo(ChronoUnit.MINUTES),
            Span.max(span.to(), Span.min(span.to().plus(ADJACENT), timeframe.openOf(settled))));
    Instant from = span.from();
    Instant to = span.to();
    for (Span missing : store.missing(instrument, timeframe, around)) {
      boolean bounded = missing.from().isAfter(around.from()) && missing.to().isBefore(around.to());
      if (bounded && missing.from().isBefore(from) && !missing.to().isBefore(from)) {
        from = missing.from();
      }
      if (bounded && missing.to().isAfter(to) && !missing.from().isAfter(to)) {
        to = missing.to();
      }
    }
    return new Span(from, to);
  }

  /** What the store has of a span, of all timeframes up to a day. */
  Map<Slot, Bar> stored(InstrumentId instrument, Span span) {
    Map<Slot, Bar> stored = new HashMap<>();
    for (Timeframe timeframe : upToADay()) {
      Optional<Span> slots = span.slots(timeframe);
      if (slots.isPresent()) {
        store
            .bars(instrument, timeframe, slots.get())
            .forEach(bar -> stored.put(Slot.of(bar), bar));
      }
    }
    return stored;
  }

  List<Timeframe> upToADay() {
    return timeframes.stream().filter(timeframe -> timeframe.compareTo(Timeframe.D1) <= 0).toList();
  }

  static List<Span> spans(List<Gap> gaps) {
    return gaps.stream().map(Gap::span).toList();
  }

  static List<Span> slots(Gap gap) {
    return slots(gap.timeframe(), gap.span());
  }

  private static List<Span> slots(Timeframe timeframe, Span span) {
    List<Span> slots = new ArrayList<>();
    for (Instant open = span.from(); open.isBefore(span.to()); open = timeframe.closeOf(open)) {
      slots.add(new Span(open, timeframe.closeOf(open)));
    }
    return slots;
  }
}
