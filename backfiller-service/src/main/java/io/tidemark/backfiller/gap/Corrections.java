package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.store.BarCodec;
import io.tidemark.backfiller.store.BarStore;
import io.tidemark.core.history.Span;
import io.tidemark.kit.outbox.Outbox;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import io.tidemark.model.event.BarsClosed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells the store and the subscribers of healed bars. The bars are stored with the gap before
 * anybody is told, the store takes them as often as they come, and what is published is what the
 * store then says: so a kill in between leads to the same correction.
 */
final class Corrections {

  private final BarStore store;
  private final GapTable gaps;
  private final Outbox outbox;
  private final TransactionTemplate transactions;

  Corrections(BarStore store, GapTable gaps, Outbox outbox, TransactionTemplate transactions) {
    this.store = store;
    this.gaps = gaps;
    this.outbox = outbox;
    this.transactions = transactions;
  }

  /** Keeps the rebuilt bars with the first of the gaps they heal. */
  void keep(InstrumentId instrument, List<Gap> healed, List<Bar> bars) {
    byte[] packed = BarCodec.encode(instrument, bars);
    byte[] none = BarCodec.encode(instrument, List.of());
    transactions.executeWithoutResult(
        status -> {
          for (Gap gap : healed) {
            gaps.rebuilt(gap.gapId(), gap.equals(healed.getFirst()) ? packed : none);
          }
        });
  }

  /**
   * Hands the rebuilt bars of gaps to the store and the corrections to the outbox.
   *
   * @param rebuilt of one instrument, at least one
   * @return how many bars were corrected
   */
  int tell(List<Gap> rebuilt, Instant now) {
    InstrumentId instrument = rebuilt.getFirst().instrument();
    List<Bar> bars = new ArrayList<>();
    for (Gap gap : rebuilt) {
      byte[] packed = gaps.rebuilt(gap.gapId());
      if (packed != null) {
        bars.addAll(BarCodec.decode(packed));
      }
    }
    store.upload(instrument, bars);
    List<Bar> told = editions(instrument, rebuilt, bars);
    List<BarsClosed> events = events(instrument, told, now);
    transactions.executeWithoutResult(
        status -> {
          gaps.close(rebuilt.stream().map(Gap::gapId).toList(), GapState.HEALED, "", now);
          outbox.append(events);
        });
    return told.size();
  }

  /** What the store has now of the slots that were rebuilt or had a hole. */
  private List<Bar> editions(InstrumentId instrument, List<Gap> rebuilt, List<Bar> bars) {
    Set<Slot> made = new HashSet<>();
    bars.forEach(bar -> made.add(Slot.of(bar)));
    SortedMap<Timeframe, List<Span>> wanted = new TreeMap<>();
    bars.forEach(bar -> add(wanted, bar.timeframe(), new Span(bar.openTime(), bar.closeTime())));
    rebuilt.forEach(gap -> add(wanted, gap.timeframe(), gap.span()));
    List<Bar> editions = new ArrayList<>();
    wanted.forEach(
        (timeframe, spans) -> {
          for (Span span : Span.union(spans, timeframe.nominalLength())) {
            store.bars(instrument, timeframe, span).stream()
                .filter(
                    bar ->
                        bar.completeness() == Completeness.CORRECTED
                            || (bar.completeness() == Completeness.COMPLETE
                                && made.contains(Slot.of(bar))))
                .filter(bar -> spans.stream().anyMatch(each -> each.holds(bar.openTime())))
                .forEach(editions::add);
          }
        });
    return editions;
  }

  private static void add(SortedMap<Timeframe, List<Span>> spans, Timeframe timeframe, Span span) {
    spans.computeIfAbsent(timeframe, each -> new ArrayList<>()).add(span);
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
