package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.store.BarCodec;
import io.tidemark.backfiller.store.BarStore;
import io.tidemark.core.history.SilenceJudgement;
import io.tidemark.core.history.Span;
import io.tidemark.core.history.UnfillableReason;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the store and the subscribers of healed bars. The bars are stored with the gap before
 * anybody is told, the store takes them as often as they come, and what is published is what the
 * store then says: so a kill in between leads to the same correction. A gap is healed when the
 * store says that none of its bars has a hole any more, whatever was handed to it.
 */
final class Corrections {

  /**
   * What the store made of rebuilt gaps.
   *
   * @param bars that were corrected
   * @param open gaps that still have a hole there
   */
  record Told(int bars, List<Gap> healed, List<Gap> open) {}

  private final BarStore store;
  private final GapTable gaps;
  private final UnfillableTable unfillable;
  private final Outbox outbox;
  private final TransactionTemplate transactions;

  Corrections(
      BarStore store,
      GapTable gaps,
      UnfillableTable unfillable,
      Outbox outbox,
      TransactionTemplate transactions) {
    this.store = store;
    this.gaps = gaps;
    this.unfillable = unfillable;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /**
   * Keeps rebuilt bars with their gaps, those of no gap with the first.
   *
   * @return the gaps they are kept with; one that has grown meanwhile is not among them and comes
   *     again
   */
  List<Gap> keep(InstrumentId instrument, Map<Gap, List<Bar>> rebuilt, List<Bar> besides) {
    List<Gap> kept = new ArrayList<>();
    transactions.executeWithoutResult(
        status ->
            rebuilt.forEach(
                (gap, bars) -> {
                  List<Bar> all = new ArrayList<>(bars);
                  if (kept.isEmpty()) {
                    all.addAll(besides);
                  }
                  if (gaps.rebuilt(gap, BarCodec.encode(instrument, all))) {
                    kept.add(gap);
                  }
                }));
    return kept;
  }

  /** Records slots in which nothing was traded, so that longer bars can be judged. */
  void silent(InstrumentId instrument, Timeframe timeframe, List<Span> slots, Instant now) {
    if (slots.isEmpty()) {
      return;
    }
    transactions.executeWithoutResult(
        status -> {
          unfillable.record(
              instrument,
              timeframe,
              slots,
              UnfillableReason.NOT_TRADED,
              "the venue's trades around it are continuous",
              now);
          SilenceJudgement judgement = unfillable.judgement(instrument, timeframe);
          slots.forEach(slot -> unfillable.rejudge(instrument, timeframe, slot, judgement));
        });
  }

  /**
   * Hands the rebuilt bars of gaps to the store and the corrections to the outbox.
   *
   * @param rebuilt of one instrument, at least one
   */
  Told tell(List<Gap> rebuilt, Instant now) {
    InstrumentId instrument = rebuilt.getFirst().instrument();
    List<Bar> bars = new ArrayList<>();
    for (Gap gap : rebuilt) {
      byte[] packed = gaps.rebuilt(gap.gapId());
      if (packed != null) {
        bars.addAll(BarCodec.decode(packed));
      }
    }
    store.upload(instrument, bars);
    List<Bar> told = editions(instrument, bars);
    List<Gap> healed = new ArrayList<>();
    List<Gap> open = new ArrayList<>();
    rebuilt.forEach(gap -> (isWhole(gap) ? healed : open).add(gap));
    List<BarsClosed> events = events(instrument, told, now);
    transactions.executeWithoutResult(
        status -> {
          healed.forEach(gap -> gaps.close(gap, GapState.HEALED, "", now));
          open.forEach(gaps::reopen);
          outbox.append(events);
        });
    return new Told(told.size(), healed, open);
  }

  /** Whether the store holds all bars of a gap without a hole. */
  private boolean isWhole(Gap gap) {
    List<Bar> stored = store.bars(gap.instrument(), gap.timeframe(), gap.span());
    return stored.size() == Rebuilding.slots(gap).size()
        && stored.stream().noneMatch(bar -> bar.completeness() == Completeness.PARTIAL);
  }

  /** What the store has now of the slots that were made again. */
  private List<Bar> editions(InstrumentId instrument, Collection<Bar> made) {
    Set<Slot> slots = new HashSet<>();
    SortedMap<Timeframe, List<Span>> wanted = new TreeMap<>();
    for (Bar bar : made) {
      slots.add(Slot.of(bar));
      wanted
          .computeIfAbsent(bar.timeframe(), timeframe -> new ArrayList<>())
          .add(new Span(bar.openTime(), bar.closeTime()));
    }
    List<Bar> editions = new ArrayList<>();
    wanted.forEach(
        (timeframe, spans) -> {
          for (Span span : Span.union(spans, timeframe.nominalLength())) {
            store.bars(instrument, timeframe, span).stream()
                .filter(bar -> bar.completeness() != Completeness.PARTIAL)
                .filter(bar -> slots.contains(Slot.of(bar)))
                .forEach(editions::add);
          }
        });
    return editions;
  }

  private static List<BarsClosed> events(InstrumentId instrument, List<Bar> bars, Instant now) {
    SortedMap<Instant, List<Bar>> byClose = new TreeMap<>();
    bars.forEach(
        bar -> byClose.computeIfAbsent(bar.closeTime(), close -> new ArrayList<>()).add(bar));
    List<BarsClosed> events = new ArrayList<>();
    byClose.forEach(
        (close, together) -> {
          together.sort(Comparator.comparing(Bar::timeframe));
          events.add(new BarsClosed(instrument, close, together, true, now));
        });
    return events;
  }
}
