package io.tidemark.backtester.search;

import io.tidemark.core.optimise.objective.Score;
import io.tidemark.core.optimise.search.Trial;
import io.tidemark.core.optimise.space.Choice;
import io.tidemark.core.optimise.space.NumericRange;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.SearchSpace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of the differences between trials each parameter explains by itself: the share of the
 * variance of their values that lies between bands of the parameter, less what as many bands of
 * nothing but chance would explain (T. L. Kelley, An Unbiased Correlation Ratio Measure, 1935).
 */
final class Effects {

  private static final int BANDS = 6;

  private Effects() {}

  /**
   * By name, the most effect first, of equal ones in the order of the space. From 1 for all to 0 or
   * a little below for nothing; 0 where there are too few trials to tell.
   */
  static Map<String, Double> of(SearchSpace space, List<Trial> trials) {
    List<Trial> valued = trials.stream().filter(one -> one.score().value() != null).toList();
    Map<String, Double> effects = new LinkedHashMap<>();
    space.parameters().forEach(one -> effects.put(one.name(), effect(one, valued)));
    Map<String, Double> sorted = new LinkedHashMap<>();
    effects.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .forEach(each -> sorted.put(each.getKey(), each.getValue()));
    return sorted;
  }

  private static double effect(Parameter parameter, List<Trial> trials) {
    Map<Integer, List<Double>> bands = new LinkedHashMap<>();
    List<Double> all = new ArrayList<>();
    for (Trial trial : trials) {
      double value = value(trial.score());
      bands
          .computeIfAbsent(
              band(parameter, trial.assignment().value(parameter.name())), _ -> new ArrayList<>())
          .add(value);
      all.add(value);
    }
    double total = squares(all);
    int free = all.size() - bands.size();
    if (bands.size() < 2 || free < 1 || total == 0) {
      return 0;
    }
    double within = bands.values().stream().mapToDouble(Effects::squares).sum();
    return 1 - within / free / (total / (all.size() - 1));
  }

  private static double value(Score score) {
    Double value = score.value();
    return value == null ? 0 : value;
  }

  private static int band(Parameter parameter, Object value) {
    return switch (parameter) {
      case Choice choice -> choice.values().indexOf(value);
      case NumericRange range ->
          Math.min((int) (range.unitOf((BigDecimal) value) * BANDS), BANDS - 1);
    };
  }

  private static double squares(List<Double> values) {
    double mean = values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    return values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
  }
}
