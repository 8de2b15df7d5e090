package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.NumericRange;
import io.tidemark.core.optimise.space.SearchSpace;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Tree-structured Parzen estimator. Trials are split into the good ones and the others. Of each
 * number, values are drawn from the density l of the good ones, and the one with the highest l / g
 * is taken, where g is the density of the others: that ratio orders values as the expected
 * improvement does (Bergstra et al. 2011, section 4.1). A choice is drawn by how often the good
 * ones have it, each begun at one: the best of many draws would always be what was good first.
 *
 * <p>What this batch already proposed counts among the others, as if it had turned out badly, so
 * that a batch spreads. What was there before is drawn anew from ever fewer candidates.
 */
final class TpeProposer implements Proposer {

  private static final int MOST_GOOD = 25;
  private static final int MOST_DRAWS = 20;

  private final SearchSpace space;
  private final SearchSettings settings;
  private final SpaceWalk walk;

  TpeProposer(SearchSpace space, SearchSettings settings) {
    this.space = space;
    this.settings = settings;
    this.walk = new SpaceWalk(space, settings.seed());
  }

  @Override
  public Optional<Assignment> propose(int number, List<Trial> before, Proposed taken) {
    if (before.size() < settings.startupTrials()) {
      return walk.next(taken);
    }
    List<ValueDraw> draws = draws(before, taken.from(before.size()));
    Random random = Seeds.random(settings.seed(), number);
    for (int i = 0; i < MOST_DRAWS; i++) {
      Assignment assignment = draw(draws, random, Math.max(settings.candidates() >> i, 1));
      if (!taken.holds(assignment)) {
        return Optional.of(assignment);
      }
    }
    return walk.next(taken);
  }

  private Assignment draw(List<ValueDraw> draws, Random random, int candidates) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < draws.size(); i++) {
      values.put(space.parameters().get(i).name(), draws.get(i).draw(random, candidates));
    }
    return new Assignment(values);
  }

  private List<ValueDraw> draws(List<Trial> before, List<Assignment> pending) {
    List<Assignment> ranked =
        before.stream()
            .sorted(Comparator.comparing(Trial::score).reversed().thenComparing(Trial::number))
            .map(Trial::assignment)
            .toList();
    int count = Math.min((int) Math.ceil(settings.goodFraction() * ranked.size()), MOST_GOOD);
    List<Assignment> good = ranked.subList(0, count);
    List<Assignment> others =
        Stream.concat(ranked.subList(count, ranked.size()).stream(), pending.stream()).toList();
    return space.parameters().stream()
        .<ValueDraw>map(
            parameter ->
                switch (parameter) {
                  case Choice choice -> new ChoiceDraw(choice, good);
                  case NumericRange range ->
                      new NumberDraw(range, estimator(range, good), estimator(range, others));
                })
        .toList();
  }

  private static ParzenEstimator estimator(NumericRange range, List<Assignment> assignments) {
    return new ParzenEstimator(places(range, assignments), grain(range));
  }

  private static double[] places(NumericRange range, List<Assignment> assignments) {
    return assignments.stream()
        .mapToDouble(one -> range.unitOf((BigDecimal) one.value(range.name())))
        .toArray();
  }

  private static double grain(NumericRange range) {
    return range.count().isPresent() ? 1.0 / range.count().getAsLong() : 0;
  }

  /** What one parameter is given. */
  private interface ValueDraw {

    /**
     * @param candidates how many values are compared
     */
    Object draw(Random random, int candidates);
  }

  private record NumberDraw(NumericRange range, ParzenEstimator good, ParzenEstimator others)
      implements ValueDraw {

    @Override
    public Object draw(Random random, int candidates) {
      BigDecimal best = range.draw(good.draw(random));
      double most = ratio(best);
      for (int i = 1; i < candidates; i++) {
        BigDecimal value = range.draw(good.draw(random));
        double ratio = ratio(value);
        if (ratio > most) {
          best = value;
          most = ratio;
        }
      }
      return best;
    }

    private double ratio(BigDecimal value) {
      double place = range.unitOf(value);
      return good.density(place) / others.density(place);
    }
  }

  private record ChoiceDraw(Choice choice, List<Assignment> good) implements ValueDraw {

    @Override
    public Object draw(Random random, int candidates) {
      int place = random.nextInt(good.size() + choice.values().size());
      for (Object value : choice.values()) {
        place -= count(value) + 1;
        if (place < 0) {
          return value;
        }
      }
      throw new IllegalStateException("the counts of the choices do not add up");
    }

    private int count(Object value) {
      return Math.toIntExact(
          good.stream().filter(one -> one.value(choice.name()).equals(value)).count());
    }
  }
}
