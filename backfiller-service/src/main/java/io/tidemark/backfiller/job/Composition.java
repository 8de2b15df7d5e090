package io.tidemark.backfiller.job;

import io.tidemark.core.history.BarComposer;
import io.tidemark.core.history.Span;
import io.tidemark.model.Bar;
import io.tidemark.model.Completeness;
import io.tidemark.model.Timeframe;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What missing bars of a long timeframe come to, given the shorter ones in them.
 *
 * @param composed bars whose parts are all there
 * @param silent slots none of whose parts was traded
 */
record Composition(List<Bar> composed, List<Span> silent) {

  /** Slots in their order, with the parts and holes that lie in each: each is looked at once. */
  private static final class Walk {
    private final List<Bar> parts;
    private final List<Span> holes;
    private int part;
    private int hole;

    private Walk(List<Bar> parts, List<Span> holes) {
      this.parts = parts;
      this.holes = holes;
    }

    private List<Bar> within(Span slot) {
      while (part < parts.size() && parts.get(part).openTime().isBefore(slot.from())) {
        part++;
      }
      int first = part;
      while (part < parts.size() && parts.get(part).openTime().isBefore(slot.to())) {
        part++;
      }
      return parts.subList(first, part);
    }

    private boolean isHoled(Span slot) {
      while (hole < holes.size() && !holes.get(hole).to().isAfter(slot.from())) {
        hole++;
      }
      return hole < holes.size() && holes.get(hole).from().isBefore(slot.to());
    }
  }

  /**
   * Composes what can be composed.
   *
   * @param missing slots of {@code timeframe}, oldest first, apart from each other
   * @param parts stored bars of one shorter timeframe over all of them, oldest first
   * @param unproven spans of that timeframe without a bar, of which it is not known that nothing
   *     was traded; oldest first
   * @param firstTraded before it nothing is missing; null if not known
   */
  static Composition of(
      Timeframe timeframe,
      List<Span> missing,
      List<Bar> parts,
      List<Span> unproven,
      @Nullable Instant firstTraded) {
    Walk walk = new Walk(parts, holes(unproven, firstTraded));
    List<Bar> composed = new ArrayList<>();
    List<Span> silent = new ArrayList<>();
    for (Span span : missing) {
      for (Instant open = span.from(); open.isBefore(span.to()); open = timeframe.closeOf(open)) {
        Span slot = new Span(open, timeframe.closeOf(open));
        List<Bar> within = walk.within(slot);
        if (walk.isHoled(slot) || within.stream().anyMatch(Composition::hasHole)) {
          continue;
        }
        if (within.isEmpty()) {
          silent.add(slot);
        } else {
          composed.add(BarComposer.compose(timeframe, within));
        }
      }
    }
    return new Composition(composed, silent);
  }

  private static boolean hasHole(Bar bar) {
    return bar.completeness() == Completeness.PARTIAL;
  }

  private static List<Span> holes(List<Span> unproven, @Nullable Instant firstTraded) {
    return firstTraded == null
        ? unproven
        : unproven.stream().filter(hole -> hole.to().isAfter(firstTraded)).toList();
  }
}
