package io.tidemark.core.universe;

import io.tidemark.model.InstrumentId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The editions of the universe, each in effect until the next one's instant. Before the first one
 * everything may be traded. Immutable.
 */
public final class UniverseTimeline {

  /** No edition: everything may be traded. */
  public static final UniverseTimeline EMPTY = new UniverseTimeline(List.of());

  private final TreeMap<Instant, UniverseEdition> editions = new TreeMap<>();

  /**
   * @param editions in any order; of two that take effect at one instant the later in the list
   *     counts
   */
  public UniverseTimeline(Collection<UniverseEdition> editions) {
    editions.forEach(edition -> this.editions.put(edition.effectiveFrom(), edition));
  }

  /** What holds for an instrument's bars that close at {@code closeTime}. */
  public Eligibility at(InstrumentId instrument, Instant closeTime) {
    Map.Entry<Instant, UniverseEdition> inEffect = editions.floorEntry(closeTime);
    if (inEffect == null) {
      return Eligibility.ELIGIBLE;
    }
    List<Exclusion> why = inEffect.getValue().excluded().get(instrument);
    return why == null
        ? Eligibility.ELIGIBLE
        : new Eligibility(why.stream().map(Exclusion::toString).toList());
  }
}
