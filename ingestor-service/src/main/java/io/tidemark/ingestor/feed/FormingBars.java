package io.tidemark.ingestor.feed;

import io.tidemark.model.Bar;
import io.tidemark.model.Timeframe;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The bars that form, as known at a moment.
 *
 * @param changes how much the feed had taken by then
 * @param built the timeframes that are built; empty before the first moment
 * @param bars those in which something traded
 */
record FormingBars(long changes, Set<Timeframe> built, Map<Timeframe, Bar> bars) {

  static final FormingBars NONE = new FormingBars(-1, Set.of(), Map.of());

  FormingBars {
    built = Set.copyOf(built);
    bars = Map.copyOf(bars);
  }

  /**
   * @return empty if nothing has traded in it
   * @throws IllegalArgumentException if the timeframe is not built
   */
  Optional<Bar> of(Timeframe timeframe) {
    if (!built.isEmpty() && !built.contains(timeframe)) {
      throw new IllegalArgumentException(
          "%s is not built, but %s".formatted(timeframe, new TreeSet<>(built)));
    }
    return Optional.ofNullable(bars.get(timeframe));
  }
}
