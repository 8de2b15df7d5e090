package io.tidemark.backfiller.gap;

import io.tidemark.backfiller.store.BarStore;
import io.tidemark.core.history.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.InstrumentId;
import io.tidemark.model.Timeframe;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** The stored shorter bars that a longer one can be composed of. */
final class FinerBars {

  private final BarStore store;
  private final UnfillableTable unfillable;
  private final SortedSet<Timeframe> timeframes;

  /**
   * @param timeframes that the live stream makes
   */
  FinerBars(BarStore store, UnfillableTable unfillable, Collection<Timeframe> timeframes) {
    this.store = store;
    this.unfillable = unfillable;
    this.timeframes = new TreeSet<>(timeframes);
  }

  /** The timeframes that fill a longer one exactly, longest first. */
  List<Timeframe> parts(Timeframe whole) {
    return timeframes.stream()
        .filter(part -> part.fills(whole))
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  /** All bars of a slot in the longest timeframe that is stored without a hole there. */
  Optional<List<Bar>> whole(InstrumentId instrument, Timeframe timeframe, Span slot) {
    for (Timeframe part : parts(timeframe)) {
      List<Bar> bars = store.bars(instrument, part, slot);
      boolean sound = bars.stream().noneMatch(bar -> bar.completeness() == Completeness.PARTIAL);
      if (!bars.isEmpty() && sound && unknown(instrument, part, slot, bars).isEmpty()) {
        return Optional.of(bars);
      }
    }
    return Optional.empty();
  }

  /** What of a slot no bar is stored of and nothing is known of, oldest first. */
  List<Span> unknown(InstrumentId instrument, Timeframe part, Span slot, List<Bar> bars) {
    List<Span> missing =
        Span.subtract(
            List.of(slot),
            Span.union(
                bars.stream().map(bar -> new Span(bar.openTime(), bar.closeTime())).toList(),
                Duration.ZERO));
    return unfillable.unproven(instrument, part, missing);
  }
}
