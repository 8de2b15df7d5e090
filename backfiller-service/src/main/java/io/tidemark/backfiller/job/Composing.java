package io.tidemark.backfiller.job;

import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.model.Bar;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Makes missing long bars of stored shorter ones, a stretch of them after the other, so that a long
 * history takes no more memory than a short one. Nothing is asked of the venue.
 */
final class Composing {

  /** Parts that are held at once. */
  private static final int PARTS = 10_000;

  private final Workbench bench;
  private final Sources sources;
  private final MissingBars missing;
  private final Insistence insistence;

  Composing(Workbench bench, Sources sources, MissingBars missing, Insistence insistence) {
    this.bench = bench;
    this.sources = sources;
    this.missing = missing;
    this.insistence = insistence;
  }

  /** Composes what the shortest stored timeframe gives, before anything is asked of the venue. */
  void fromStored(WorkItem item) {
    SortedMap<Timeframe, Span> stored =
        insistence.until(() -> bench.store().extents(item.instrument()));
    for (Timeframe timeframe : sources.direct()) {
      stored.entrySet().stream()
          .filter(entry -> entry.getKey().fills(timeframe))
          .findFirst()
          .ifPresent(part -> within(item, timeframe, part.getKey(), part.getValue()));
    }
  }

  private void within(WorkItem item, Timeframe timeframe, Timeframe part, Span stored) {
    Optional<Span> slots = stored.slots(timeframe);
    if (slots.isPresent()) {
      List<Span> wanted = new ArrayList<>();
      missing
          .of(item, timeframe)
          .forEach(span -> span.intersection(slots.get()).ifPresent(wanted::add));
      compose(item, timeframe, part, wanted);
    }
  }

  /** Composes what is missing of a timeframe. */
  void compose(WorkItem item, Timeframe timeframe, Timeframe part) {
    compose(item, timeframe, part, missing.of(item, timeframe));
  }

  private void compose(WorkItem item, Timeframe timeframe, Timeframe part, List<Span> wanted) {
    for (List<Span> stretch :
        stretches(timeframe, wanted, part.nominalLength().multipliedBy(PARTS))) {
      stretch(item, timeframe, part, stretch);
    }
  }

  private void stretch(WorkItem item, Timeframe timeframe, Timeframe part, List<Span> wanted) {
    InstrumentId instrument = item.instrument();
    Span all = new Span(wanted.getFirst().from(), wanted.getLast().to());
    List<Bar> parts = insistence.until(() -> bench.store().bars(instrument, part, all));
    List<Span> unproven =
        insistence.until(
            () ->
                bench
                    .unfillable()
                    .unproven(instrument, part, bench.store().missing(instrument, part, all)));
    Composition composition =
        Composition.of(timeframe, wanted, parts, unproven, item.firstTraded());
    insistence.run(() -> bench.store().upload(instrument, composition.composed()));
    insistence.run(
        () ->
            bench.transaction(
                () ->
                    bench
                        .unfillable()
                        .record(
                            instrument,
                            timeframe,
                            composition.silent(),
                            UnfillableReason.NOT_TRADED,
                            "none of its %s bars was traded".formatted(part),
                            bench.clock().instant())));
  }

  /**
   * Cuts spans of slots into stretches of about a length, each of at least one slot.
   *
   * @param spans oldest first, apart from each other
   */
  static List<List<Span>> stretches(Timeframe timeframe, List<Span> spans, Duration length) {
    List<List<Span>> stretches = new ArrayList<>();
    List<Span> current = new ArrayList<>();
    for (Span span : spans) {
      Instant from = span.from();
      while (from.isBefore(span.to())) {
        Instant begin = current.isEmpty() ? from : current.getFirst().from();
        Instant bound = timeframe.openOf(begin.plus(length));
        if (!bound.isAfter(from) && !current.isEmpty()) {
          stretches.add(current);
          current = new ArrayList<>();
          continue;
        }
        Instant to = Span.min(span.to(), Span.max(bound, timeframe.closeOf(from)));
        current.add(new Span(from, to));
        from = to;
      }
    }
    if (!current.isEmpty()) {
      stretches.add(current);
    }
    return stretches;
  }
}
