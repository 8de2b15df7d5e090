package io.tidemark.scanner.strategies;

import io.tidemark.core.signal.StrategyKey;
import io.tidemark.core.strategy.StrategyDefinition;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The editions of a run's strategies, each in effect until the next one's instant. Immutable. */
public final class StrategyTimeline {

  /** No edition: nothing is decided. */
  public static final StrategyTimeline EMPTY = new StrategyTimeline(List.of());

  private final TreeMap<Instant, StrategyEdition> editions = new TreeMap<>();
  private final Map<StrategyKey, StrategyDefinition> known = new HashMap<>();

  /**
   * @param editions in the order they were recorded; of two that take effect at one instant the
   *     later counts
   */
  public StrategyTimeline(Collection<StrategyEdition> editions) {
    for (StrategyEdition edition : editions) {
      this.editions.put(edition.effectiveFrom(), edition);
      edition.byId().values().forEach(one -> known.put(StrategyKey.of(one), one));
    }
  }

  /** What bars that close at {@code closeTime} are decided with; empty before the first edition. */
  public Optional<StrategyEdition> at(Instant closeTime) {
    return Optional.ofNullable(editions.floorEntry(closeTime)).map(Map.Entry::getValue);
  }

  /** A definition of any edition. */
  public Optional<StrategyDefinition> known(StrategyKey key) {
    return Optional.ofNullable(known.get(key));
  }
}
