package io.tidemark.core.optimise.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What a search strives for: the most of a figure (of a drawdown the least), while others keep
 * their limits.
 *
 * @param constraints none or more
 */
public record Objective(Figure figure, List<Constraint> constraints) {

  /** Copies the list. */
  public Objective {
    constraints = List.copyOf(constraints);
  }

  /**
   * Reads {@code objective} and {@code constraints} of a search.
   *
   * @param name a figure, such as {@code sharpe}; null for that
   * @param constraints see {@link Constraint#parse}
   * @throws IllegalArgumentException if one of them does not fit; all that is wrong, a line each,
   *     each beginning with its key
   */
  public static Objective parse(@Nullable String name, List<String> constraints) {
    List<String> problems = new ArrayList<>();
    Figure figure = Figure.SHARPE;
    try {
      figure = name == null ? figure : Figure.named(name);
    } catch (IllegalArgumentException e) {
      problems.add("objective: " + e.getMessage());
    }
    List<Constraint> parsed = new ArrayList<>();
    for (int i = 0; i < constraints.size(); i++) {
      try {
        parsed.add(Constraint.parse(constraints.get(i)));
      } catch (IllegalArgumentException e) {
        problems.add("constraints[%d]: %s".formatted(i, e.getMessage()));
      }
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", problems));
    }
    return new Objective(figure, parsed);
  }

  /** The score of a trial; without a value if any figure that counts is not defined. */
  public Score score(TrialFigures figures) {
    Double value = figure.of(figures);
    double violation = 0;
    for (Constraint constraint : constraints) {
      OptionalDouble broken = constraint.violation(figures);
      if (broken.isEmpty()) {
        value = null;
      }
      violation += broken.orElse(0);
    }
    return new Score(value == null ? null : figure.lessIsBetter() ? 0 - value : value, violation);
  }

  @Override
  public String toString() {
    return figure.key() + (constraints.isEmpty() ? "" : " with " + constraints);
  }
}
