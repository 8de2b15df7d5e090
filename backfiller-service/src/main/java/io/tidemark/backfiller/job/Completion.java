package io.tidemark.backfiller.job;

import io.tidemark.backfiller.gap.Gap;
import io.tidemark.core.history.SilenceJudgement;
import io.tidemark.core.history.Span;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.UUID;

/** What is done once an item's history was read; doing it again changes nothing. */
final class Completion {

  private static final String NOT_TOLD = "the venue did not tell of it yet, or nothing possible";

  private final Workbench bench;
  private final Sources sources;
  private final MissingBars missing;
  private final WorkItem item;
  private final InstrumentId instrument;
  private final Insistence insistence;

  Completion(
      Workbench bench, Sources sources, MissingBars missing, WorkItem item, Insistence insistence) {
    this.bench = bench;
    this.sources = sources;
    this.missing = missing;
    this.item = item;
    this.instrument = item.instrument();
    this.insistence = insistence;
  }

  /** Composes long bars, judges silences, and looks the store over. */
  void run() {
    Composing composing = new Composing(bench, sources, missing, insistence);
    sources.composed().forEach((timeframe, part) -> composing.compose(item, timeframe, part));
    insistence.run(() -> bench.transaction(this::judge));
    SortedMap<Timeframe, List<Span>> open = missing.of(item);
    insistence.run(() -> bench.transaction(() -> close(open)));
  }

  /** What is usual is learnt from the shortest timeframe, and holds for all. */
  private void judge() {
    SilenceJudgement judgement = bench.unfillable().judgement(instrument, sources.finest());
    for (Timeframe timeframe : sources.all()) {
      item.slots(timeframe)
          .ifPresent(slots -> bench.unfillable().rejudge(instrument, timeframe, slots, judgement));
    }
  }

  private void close(Map<Timeframe, List<Span>> open) {
    Instant now = bench.clock().instant();
    for (Timeframe timeframe : sources.all()) {
      List<Span> left = open.getOrDefault(timeframe, List.of());
      item.slots(timeframe).ifPresent(slots -> close(timeframe, slots, left, now));
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
                : "%d gaps of %s together remain open: %s".formatted(all.size(), length, NOT_TOLD));
  }

  private void close(Timeframe timeframe, Span slots, List<Span> left, Instant now) {
    List<UUID> filled = new ArrayList<>();
    List<UUID> open = new ArrayList<>();
    for (Gap gap : bench.gaps().openInStore(instrument, timeframe, slots)) {
      boolean isOpen = left.stream().anyMatch(gap.span()::overlaps);
      (isOpen ? open : filled).add(gap.gapId());
    }
    bench.gaps().filled(filled, now);
    bench.gaps().tried(open, NOT_TOLD);
  }
}
