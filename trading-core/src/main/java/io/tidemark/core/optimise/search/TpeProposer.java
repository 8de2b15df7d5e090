package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.NumericRange;
import io.tidemark.core.optimise.space.Parameter;
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
 * Tree-structured Parzen estimator. Trials are split into the good ones and the others; of each
 * parameter, values are drawn from the density l of the good ones, and the one with the highest l /
 * g is taken, where g is the density of the others. That ratio orders values as the expected
 * improvement does (Bergstra et al. 2011, section 4.1).
 *
 * <p>What this batch already proposed counts among the others, as if it had turned out badly, so
 * that a batch spreads.
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
    Model model = model(before, taken.from(before.size()));
    Random random = Seeds.random(settings.seed(), number);
    for (int i = 0; i < MOST_DRAWS; i++) {
      Assignment assignment = model.draw(random);
      if (!taken.holds(assignment)) {
        return Optional.of(assignment);
      }
    }
    return walk.next(taken);
  }

  private Model model(List<Trial> before, List<Assignment> pending) {
    List<Assignment> ranked =
        before.stream()
            .sorted(Comparator.comparing(Trial::score).reversed().thenComparing(Trial::number))
            .map(Trial::assignment)
            .toList();
    int good = Math.min((int) Math.ceil(settings.goodFraction() * ranked.size()), MOST_GOOD);
    List<Assignment> others =
        Stream.concat(ranked.subList(good, ranked.size()).stream(), pending.stream()).toList();
    Map<String, Contrast> contrasts = new LinkedHashMap<>();
    for (Parameter parameter : space.parameters()) {
      contrasts.put(parameter.name(), contrast(parameter, ranked.subList(0, good), others));
    }
    return new Model(contrasts, settings.candidates());
  }

  private static Contrast contrast(
      Parameter parameter, List<Assignment> good, List<Assignment> others) {
    return switch (parameter) {
      case Choice choice -> new ChoiceContrast(choice, good, others);
      case NumericRange range ->
          new RangeContrast(
              range,
              new ParzenEstimator(places(range, good), grain(range)),
              new ParzenEstimator(places(range, others), grain(range)));
    };
  }

  private static double[] places(NumericRange range, List<Assignment> assignments) {
    return assignments.stream()
        .mapToDouble(one -> range.unitOf((BigDecimal) one.value(range.name())))
        .toArray();
  }

  private static double grain(NumericRange range) {
    return range.count().isPresent() ? 1.0 / range.count().getAsLong() : 0;
  }

  /** The values of one parameter among good trials against those among the others. */
  private interface Contrast {

    /** A value as it is among the good ones. */
    Object draw(Random random);

    /** The logarithm of l / g at a value. */
    double advantage(Object value);
  }

  private record RangeContrast(NumericRange range, ParzenEstimator good, ParzenEstimator others)
      implements Contrast {

    @Override
    public Object draw(Random random) {
      return range.draw(good.draw(random));
    }

    @Override
    public double advantage(Object value) {
      double place = range.unitOf((BigDecimal) value);
      return StrictMath.log(good.density(place) / others.density(place));
    }
  }

  /** Counts of each choice, each begun at one, as section 4.2 of the paper has it. */
  private record ChoiceContrast(Choice choice, List<Assignment> good, List<Assignment> others)
      implements Contrast {

    @Override
    public Object draw(Random random) {
      double place = random.nextDouble() * (good.size() + choice.values().size());
      for (Object value : choice.values()) {
        place -= count(good, value) + 1;
        if (place < 0) {
          return value;
        }
      }
      return choice.values().getLast();
    }

    @Override
    public double advantage(Object value) {
      int kinds = choice.values().size();
      double l = (count(good, value) + 1.0) / (good.size() + kinds);
      double g = (count(others, value) + 1.0) / (others.size() + kinds);
      return StrictMath.log(l / g);
    }

    private long count(List<Assignment> assignments, Object value) {
      return assignments.stream().filter(one -> one.value(choice.name()).equals(value)).count();
    }
  }

  /** All parameters, each by itself. */
  private record Model(Map<String, Contrast> contrasts, int candidates) {

    Assignment draw(Random random) {
      Map<String, Object> values = new LinkedHashMap<>();
      contrasts.forEach((name, contrast) -> values.put(name, best(contrast, random)));
      return new Assignment(values);
    }

    private Object best(Contrast contrast, Random random) {
      Object best = contrast.draw(random);
      double most = contrast.advantage(best);
      for (int i = 1; i < candidates; i++) {
        Object value = contrast.draw(random);
        double advantage = contrast.advantage(value);
        if (advantage > most) {
          best = value;
          most = advantage;
        }
      }
      return best;
    }
  }
}
