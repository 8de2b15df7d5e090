package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.gap.Rebuilding.Attempt;
import io.tidemark.backfiller.gap.Rebuilding.Outcome;
import io.tidemark.backfiller.gap.VenueBars.Told;
import io.tidemark.backfiller.store.BarStore;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.BarComposer;
import io.tidemark.core.history.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes bars again that are longer than the shortest: composed of the stored shorter ones once
 * these are whole, so that nothing is read twice. Shorter bars of which it is not known whether
 * they were traded are asked for; where they cannot be had, the venue's own candle serves.
 */
final class LongBars {

  private static final Duration WORTH_READING_ON = Duration.ofHours(1);

  private final BarStore store;
  private final GapTable gaps;
  private final FinerBars finer;
  private final VenueBars venueBars;
  private final Rebuilding rebuilding;
  private final HistoryRequests history;

  LongBars(
      BarStore store,
      GapTable gaps,
      FinerBars finer,
      VenueBars venueBars,
      Rebuilding rebuilding,
      HistoryRequests history) {
    this.store = store;
    this.gaps = gaps;
    this.finer = finer;
    this.venueBars = venueBars;
    this.rebuilding = rebuilding;
    this.history = history;
  }

  /** One attempt at one gap: it collects what comes of its slots. */
  private final class Work {
    private final Venue venue;
    private final InstrumentId instrument;
    private final Timeframe timeframe;
    private final Instant settled;
    private final List<Bar> made = new ArrayList<>();
    private final Map<Slot, Bar> besides = new HashMap<>();
    private final List<Span> silent = new ArrayList<>();

    private Work(Venue venue, Gap gap, Instant settled) {
      this.venue = venue;
      this.instrument = gap.instrument();
      this.timeframe = gap.timeframe();
      this.settled = settled;
    }

    private Outcome of(Gap gap) {
      for (Span slot : Rebuilding.slots(gap)) {
        Outcome outcome = slot(slot);
        switch (outcome) {
          case Outcome.Whole _ -> {}
          case Outcome.Rebuilt rebuilt -> made.addAll(rebuilt.bars());
          case Outcome.Waiting _, Outcome.Lacking _ -> {
            return outcome;
          }
        }
      }
      return made.isEmpty() ? new Outcome.Whole() : new Outcome.Rebuilt(made);
    }

    private Outcome slot(Span slot) {
      if (slot.to().isAfter(settled)) {
        return new Outcome.Waiting("the venue's history does not reach there yet");
      }
      List<Bar> live = store.bars(instrument, timeframe, slot);
      if (live.isEmpty()) {
        return Rebuilding.notStored(slot);
      }
      Bar before = live.getFirst();
      if (before.completeness() != Completeness.PARTIAL) {
        return new Outcome.Whole();
      }
      List<Bar> whole = finer.whole(instrument, timeframe, slot).orElse(List.of());
      return whole.isEmpty() ? unlessWhole(slot, before) : composed(slot, before, whole);
    }

    private Outcome composed(Span slot, Bar before, List<Bar> parts) {
      Bar bar = BarComposer.compose(timeframe, parts);
      return Rebuilding.isBetter(bar, before)
          ? new Outcome.Rebuilt(List.of(bar))
          : Rebuilding.holdsLess(timeframe, slot);
    }

    private Outcome unlessWhole(Span slot, Bar before) {
      List<Timeframe> parts = finer.parts(timeframe);
      if (parts.isEmpty()) {
        return candle(slot, before, "there are no shorter bars to compose it of");
      }
      Timeframe part = timeframe.compareTo(Timeframe.D1) > 0 ? parts.getFirst() : parts.getLast();
      List<Bar> stored = store.bars(instrument, part, slot);
      if (gaps.isInWork(instrument, part, slot)) {
        return new Outcome.Waiting("its %s bars are being healed".formatted(part));
      }
      if (stored.stream().anyMatch(bar -> bar.completeness() == Completeness.PARTIAL)) {
        return candle(slot, before, "a %s bar of it cannot be healed".formatted(part));
      }
      List<Span> unknown = finer.unknown(instrument, part, slot, stored);
      if (timeframe.compareTo(Timeframe.D1) > 0) {
        history.ask(instrument, part, slot);
        return new Outcome.Lacking("%s bars of it are fetched: %s".formatted(part, unknown));
      }
      return VenueBars.hasAllTrades(venue)
          ? fromTrades(slot, before, part, stored, unknown)
          : candle(
              slot, before, "it is not known whether all its %s bars are there".formatted(part));
    }

    /** The shorter bars that are not stored are looked up; most of them were not traded. */
    private Outcome fromTrades(
        Span slot, Bar before, Timeframe part, List<Bar> parts, List<Span> unknown) {
      Set<Slot> known = new HashSet<>();
      parts.forEach(bar -> known.add(Slot.of(bar)));
      List<Bar> all = new ArrayList<>(parts);
      for (Span span : Span.union(unknown, WORTH_READING_ON)) {
        Map<Slot, Bar> stored = rebuilding.stored(instrument, span);
        Told told =
            venueBars.ofTrades(venue, instrument, rebuilding.upToADay(), span).orElseThrow();
        besides.putAll(Rebuilding.improvements(stored, told.bars()));
        told.bars().stream()
            .filter(bar -> bar.timeframe() == part && known.add(Slot.of(bar)))
            .forEach(all::add);
        if (!told.continuous()) {
          return candle(slot, before, "the venue's trades of %s are unsound".formatted(span));
        }
        silent.addAll(Rebuilding.silent(part, stored, told.bars(), span));
      }
      all.sort(Comparator.comparing(Bar::openTime));
      return composed(slot, before, all);
    }

    private Outcome candle(Span slot, Bar before, String whyNotComposed) {
      return venueBars.ofCandles(venue, instrument, timeframe, slot).bars().stream()
          .filter(bar -> Rebuilding.isBetter(bar, before))
          .findFirst()
          .<Outcome>map(bar -> new Outcome.Rebuilt(List.of(bar)))
          .orElseGet(
              () ->
                  new Outcome.Lacking(whyNotComposed + ", and the venue has no candle of its own"));
    }

    private Attempt attempt(Gap gap) {
      Outcome outcome = of(gap);
      made.forEach(bar -> besides.remove(Slot.of(bar)));
      return new Attempt(Map.of(gap, outcome), List.copyOf(besides.values()), silent);
    }
  }

  /** An attempt at a gap of a timeframe that is not the shortest. */
  Attempt rebuild(Venue venue, Gap gap, Instant settled) {
    return new Work(venue, gap, settled).attempt(gap);
  }
}
