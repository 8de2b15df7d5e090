package io.tidemark.core.optimise.surface;

import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.NumericRange;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.SearchSpace;
import io.tidemark.core.optimise.space.SteppedRange;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import org.jspecify.annotations.Nullable;

/**
 * How a trial's neighbours did: those with the same choices and every number near its own.
 *
 * @param neighbours those that have a value
 * @param infeasible neighbours that break a constraint or have no value
 * @param mean of the values of the neighbours; null without any
 * @param worst the lowest of them
 * @param share {@code mean} by the trial's own value: near 1 on a plateau, small or below 0 on a
 *     needle; null where there is no mean, or the value is not above 0
 */
public record Robustness(
    int neighbours,
    int infeasible,
    @Nullable Double mean,
    @Nullable Double worst,
    @Nullable Double share) {

  /**
   * Of a trial.
   *
   * @param trials all that were told, the trial itself among them or not
   * @param radius how near a number must be, as a fraction of its range on its scale, from 0 to 1;
   *     of a parameter with steps the next values are near in any case
   * @throws IllegalArgumentException if the radius is outside of its range, or a trial is not of
   *     this space
   */
  public static Robustness of(
      SearchSpace space, Trial centre, Collection<Trial> trials, double radius) {
    if (!(radius >= 0 && radius <= 1)) {
      throw new IllegalArgumentException("radius must be from 0 to 1, was " + radius);
    }
    space.require(centre.assignment());
    DoubleSummaryStatistics values = new DoubleSummaryStatistics();
    int infeasible = 0;
    for (Trial trial : trials) {
      space.require(trial.assignment());
      if (!isNeighbour(space, centre.assignment(), trial.assignment(), radius)) {
        continue;
      }
      infeasible += trial.score().isFeasible() ? 0 : 1;
      Double value = trial.score().value();
      if (value != null) {
        values.accept(value);
      }
    }
    if (values.getCount() == 0) {
      return new Robustness(0, infeasible, null, null, null);
    }
    Double own = centre.score().value();
    double mean = values.getAverage();
    return new Robustness(
        (int) values.getCount(),
        infeasible,
        mean,
        values.getMin(),
        own != null && own > 0 ? mean / own : null);
  }

  private static boolean isNeighbour(
      SearchSpace space, Assignment centre, Assignment other, double radius) {
    return !centre.equals(other)
        && space.parameters().stream()
            .allMatch(
                parameter ->
                    isNear(
                        parameter,
                        centre.value(parameter.name()),
                        other.value(parameter.name()),
                        radius));
  }

  private static boolean isNear(Parameter parameter, Object one, Object other, double radius) {
    return switch (parameter) {
      case Choice _ -> one.equals(other);
      case SteppedRange range ->
          Math.abs(range.indexOf((BigDecimal) one) - range.indexOf((BigDecimal) other)) <= 1
              || isWithin(range, one, other, radius);
      case NumericRange range -> isWithin(range, one, other, radius);
    };
  }

  private static boolean isWithin(NumericRange range, Object one, Object other, double radius) {
    return Math.abs(range.unitOf((BigDecimal) one) - range.unitOf((BigDecimal) other)) <= radius;
  }
}
