package io.tidemark.backfiller.job;

import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Finds the slots that the store lacks and that may be had. It looks at one stretch of history
 * after the other: what is known to be silent may be far more than what is to be found.
 */
final class MissingBars {

  /** About a month of minutes. */
  private static final int SLOTS = 45_000;

  private final Workbench bench;
  private final Sources sources;
  private final Insistence insistence;

  MissingBars(Workbench bench, Sources sources, Insistence insistence) {
    this.bench = bench;
    this.sources = sources;
    this.insistence = insistence;
  }

  /** Of each timeframe, oldest first. */
  SortedMap<Timeframe, List<Span>> of(WorkItem item) {
    SortedMap<Timeframe, Span> stored = stored(item);
    SortedMap<Timeframe, List<Span>> missing = new TreeMap<>();
    for (Timeframe timeframe : sources.all()) {
      missing.put(timeframe, of(item, timeframe, stored));
    }
    return missing;
  }

  /** Of one timeframe, oldest first. */
  List<Span> of(WorkItem item, Timeframe timeframe) {
    return of(item, timeframe, stored(item));
  }

  private SortedMap<Timeframe, Span> stored(WorkItem item) {
    return insistence.until(() -> bench.store().extents(item.instrument()));
  }

  private List<Span> of(WorkItem item, Timeframe timeframe, SortedMap<Timeframe, Span> stored) {
    return item.slots(timeframe)
        .map(
            slots ->
                Span.subtract(
                    unknown(item.instrument(), timeframe, slots, stored),
                    notListed(item, timeframe).stream().toList()))
        .orElse(List.of());
  }

  /** The slots before the venue's first trade. */
  static Optional<Span> notListed(WorkItem item, Timeframe timeframe) {
    Instant first = item.firstTraded();
    return first == null
        ? Optional.empty()
        : item.slots(timeframe)
            .flatMap(slots -> Span.of(slots.from(), Span.min(slots.to(), timeframe.openOf(first))));
  }

  /** What lies outside of what is stored is one span each: the store need not look for it. */
  private List<Span> unknown(
      InstrumentId instrument, Timeframe timeframe, Span slots, SortedMap<Timeframe, Span> stored) {
    Optional<Span> held = Optional.ofNullable(stored.get(timeframe)).flatMap(slots::intersection);
    if (held.isEmpty()) {
      return unlessKnown(instrument, timeframe, List.of(slots));
    }
    List<Span> unknown = new ArrayList<>();
    Span.of(slots.from(), held.get().from())
        .ifPresent(older -> unknown.addAll(unlessKnown(instrument, timeframe, List.of(older))));
    for (Span stretch : stretches(timeframe, held.get())) {
      unknown.addAll(
          insistence.until(
              () ->
                  bench
                      .unfillable()
                      .unknown(
                          instrument,
                          timeframe,
                          bench.store().missing(instrument, timeframe, stretch))));
    }
    Span.of(held.get().to(), slots.to())
        .ifPresent(newer -> unknown.addAll(unlessKnown(instrument, timeframe, List.of(newer))));
    return Span.union(unknown, Duration.ZERO);
  }

  private List<Span> unlessKnown(InstrumentId instrument, Timeframe timeframe, List<Span> spans) {
    return insistence.until(() -> bench.unfillable().unknown(instrument, timeframe, spans));
  }

  /** The span in pieces that are looked at one by one. */
  private static List<Span> stretches(Timeframe timeframe, Span span) {
    List<Span> stretches = new ArrayList<>();
    Instant from = span.from();
    while (from.isBefore(span.to())) {
      Instant to =
          Span.min(
              span.to(),
              timeframe.openOf(from.plus(timeframe.nominalLength().multipliedBy(SLOTS))));
      stretches.add(new Span(from, to));
      from = to;
    }
    return stretches;
  }
}
