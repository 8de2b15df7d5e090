package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.NumericRange;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.Scale;
import io.tidemark.core.optimise.space.SearchSpace;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Draws from a space at random, none twice. Where all assignments can be counted and are equally
 * likely, the draws are a shuffle of which only what was moved is kept. Otherwise each parameter is
 * drawn by its scale, and anew where that was there before; what a countable space still has after
 * many such draws comes from a shuffle.
 */
final class SpaceWalk {

  private static final int MOST_DRAWS = 1_000;

  private final SearchSpace space;
  private final Random random;
  private final boolean equallyLikely;
  private final long size;
  private final Map<Long, Long> moved = new HashMap<>();
  private long drawn;

  SpaceWalk(SearchSpace space, long seed) {
    this.space = space;
    this.random = Seeds.random(seed, -1);
    this.equallyLikely = space.parameters().stream().allMatch(SpaceWalk::isEven);
    this.size =
        space
            .size()
            .filter(all -> all.bitLength() < Long.SIZE - 1)
            .map(BigInteger::longValueExact)
            .orElse(0L);
  }

  /** The next one that is not among those proposed; nothing if none is left. */
  Optional<Assignment> next(Proposed taken) {
    Optional<Assignment> found = equallyLikely && size > 0 ? Optional.empty() : fromDraws(taken);
    return found.isPresent() ? found : fromShuffle(taken);
  }

  private Optional<Assignment> fromShuffle(Proposed taken) {
    while (drawn < size) {
      long place = drawn + random.nextLong(size - drawn);
      long index = moved.getOrDefault(place, place);
      moved.put(place, moved.getOrDefault(drawn, drawn));
      moved.remove(drawn);
      drawn++;
      Assignment assignment = space.at(index);
      if (!taken.holds(assignment)) {
        return Optional.of(assignment);
      }
    }
    return Optional.empty();
  }

  private Optional<Assignment> fromDraws(Proposed taken) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      Assignment assignment = draw();
      if (!taken.holds(assignment)) {
        return Optional.of(assignment);
      }
    }
    return Optional.empty();
  }

  private Assignment draw() {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      values.put(parameter.name(), parameter.draw(random.nextDouble()));
    }
    return new Assignment(values);
  }

  private static boolean isEven(Parameter parameter) {
    return !(parameter instanceof NumericRange range && range.scale() == Scale.LOG);
  }
}
