package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.Gap;
import io.tidemark.backfiller.gap.GapState;
import io.tidemark.backfiller.gap.UnfillableGap;
import io.tidemark.backfiller.venue.Venue;
import io.tidemark.core.history.BarComposer;
import io.tidemark.core.history.SilenceJudgement;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;

/** What is done once an item's history was read; doing it again changes nothing. */
final class Completion {

  private final Workbench bench;
  private final Venue venue;
  private final Sources sources;
  private final Planner planner;
  private final WorkItem item;
  private final InstrumentId instrument;
  private final Insistence insistence;

  Completion(
      Workbench bench,
      Venue venue,
      Sources sources,
      Planner planner,
      WorkItem item,
      Insistence insistence) {
    this.bench = bench;
    this.venue = venue;
    this.sources = sources;
    this.planner = planner;
    this.item = item;
    this.instrument = item.instrument();
    this.insistence = insistence;
  }

  /** Composes long bars, judges silences, and looks the store over. */
  void run() {
    sources.composed().forEach(this::compose);
    insistence.run(this::judge);
    SortedMap<Timeframe, List<Span>> open = planner.missing(item);
    insistence.run(() -> bench.transaction(() -> close(open)));
  }

  private void compose(Timeframe timeframe, Timeframe part) {
    List<Span> missing = planner.missing(item).getOrDefault(timeframe, List.of());
    if (missing.isEmpty()) {
      return;
    }
    Span all = new Span(missing.getFirst().from(), missing.getLast().to());
    List<Bar> parts = insistence.until(() -> bench.store().bars(instrument, part, all));
    List<Span> unknown =
        insistence.until(
            () ->
                bench
                    .unfillable()
                    .unknown(instrument, part, bench.store().missing(instrument, part, all)));
    List<Bar> composed = new ArrayList<>();
    List<Span> silent = new ArrayList<>();
    for (Span slot : slots(timeframe, missing)) {
      List<Bar> within =
          parts.stream()
              .filter(bar -> slot.holds(bar.openTime()))
              .filter(bar -> bar.completeness() != Completeness.PARTIAL)
              .toList();
      boolean complete =
          unknown.stream().noneMatch(hole -> isOpen(hole, slot))
              && within.size() == parts.stream().filter(bar -> slot.holds(bar.openTime())).count();
      if (complete && within.isEmpty()) {
        silent.add(slot);
      } else if (complete) {
        composed.add(BarComposer.compose(timeframe, within));
      }
    }
    insistence.run(() -> bench.store().upload(instrument, composed));
    record(timeframe, silent, "none of its %s bars was traded".formatted(part));
  }

  /** Before the first trade nothing is missing. */
  private boolean isOpen(Span hole, Span slot) {
    Instant first = item.firstTraded();
    return hole.overlaps(slot) && (first == null || hole.to().isAfter(first));
  }

  private static List<Span> slots(Timeframe timeframe, List<Span> spans) {
    List<Span> slots = new ArrayList<>();
    for (Span span : spans) {
      for (Instant open = span.from(); open.isBefore(span.to()); open = timeframe.closeOf(open)) {
        slots.add(new Span(open, timeframe.closeOf(open)));
      }
    }
    return slots;
  }

  private void record(Timeframe timeframe, List<Span> silent, String detail) {
    insistence.run(
        () ->
            bench.transaction(
                () ->
                    bench
                        .unfillable()
                        .record(
                            instrument,
                            timeframe,
                            silent,
                            UnfillableReason.NOT_TRADED,
                            detail,
                            bench.clock().instant())));
  }

  /** What is usual is learnt from the shortest timeframe, and holds for all. */
  private void judge() {
    SilenceJudgement judgement =
        SilenceJudgement.of(silences(sources.finest()).stream().map(UnfillableGap::span).toList());
    boolean delisted = isDelisted();
    bench.transaction(
        () -> {
          for (Timeframe timeframe : sources.all()) {
            judge(timeframe, judgement, delisted);
          }
        });
  }

  private boolean isDelisted() {
    return insistence
        .until(() -> venue.askForHistory(item.asker(), gateway -> gateway.instruments()))
        .stream()
        .anyMatch(details -> details.instrument().equals(instrument) && !details.tradable());
  }

  private void judge(Timeframe timeframe, SilenceJudgement judgement, boolean delisted) {
    List<Span> outages = new ArrayList<>();
    List<Span> ends = new ArrayList<>();
    Optional<Span> slots = item.slots(timeframe);
    for (UnfillableGap gap : silences(timeframe)) {
      if (delisted && slots.isPresent() && !gap.span().to().isBefore(slots.get().to())) {
        ends.add(gap.span());
      } else if (gap.reason() == UnfillableReason.NOT_TRADED
          && judgement.judge(gap.span()) == UnfillableReason.OUTAGE) {
        outages.add(gap.span());
      }
    }
    bench
        .unfillable()
        .rejudge(
            instrument,
            timeframe,
            outages,
            UnfillableReason.OUTAGE,
            "judged by its length: at least %s, where 99 of 100 silences last up to %s"
                .formatted(judgement.bound(), judgement.usual()));
    bench
        .unfillable()
        .rejudge(
            instrument,
            timeframe,
            ends,
            UnfillableReason.DELISTED,
            "the venue does not let it be traded any more");
  }

  private List<UnfillableGap> silences(Timeframe timeframe) {
    return item
        .slots(timeframe)
        .map(slots -> bench.unfillable().within(instrument, timeframe, slots))
        .orElse(List.of())
        .stream()
        .filter(
            gap ->
                gap.reason() == UnfillableReason.NOT_TRADED
                    || gap.reason() == UnfillableReason.OUTAGE)
        .toList();
  }

  private void close(Map<Timeframe, List<Span>> open) {
    Instant now = bench.clock().instant();
    for (Timeframe timeframe : sources.all()) {
      List<Span> left = open.getOrDefault(timeframe, List.of());
      item.slots(timeframe)
          .ifPresent(
              slots ->
                  bench.gaps().close(filled(timeframe, slots, left), GapState.FILLED, "", now));
    }
    List<Span> all = open.values().stream().flatMap(Collection::stream).toList();
    Duration length =
        Span.union(all, Duration.ZERO).stream()
            .map(Span::length)
            .reduce(Duration.ZERO, Duration::plus);
    bench
        .jobs()
        .enter(
            item,
            Phase.DONE,
            all.isEmpty()
                ? ""
                : "%d gaps of %s together remain open: the venue did not tell of them yet"
                    .formatted(all.size(), length));
  }

  private List<UUID> filled(Timeframe timeframe, Span slots, List<Span> left) {
    return bench.gaps().openInStore(instrument, timeframe, slots).stream()
        .filter(gap -> left.stream().noneMatch(gap.span()::overlaps))
        .map(Gap::gapId)
        .toList();
  }
}
