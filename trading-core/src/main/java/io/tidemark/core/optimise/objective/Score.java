package io.tidemark.core.optimise.objective;

import org.jspecify.annotations.Nullable;

/**
 * How good a trial is. The better one is the greater one: those that keep all constraints by their
 * value, below them those that break some, the smaller violation first, and last those that have no
 * value.
 *
 * @param value higher is better; null where it is not defined
 * @param violation by how much constraints are broken, 0 if none is
 */
public record Score(@Nullable Double value, double violation) implements Comparable<Score> {

  /** Of a trial that could not be judged: it could not be run, or its figure is not defined. */
  public static final Score UNDEFINED = new Score(null, 0);

  /**
   * @throws IllegalArgumentException if the value is not finite, or the violation is negative or
   *     not finite
   */
  public Score {
    if (value != null && !Double.isFinite(value)) {
      throw new IllegalArgumentException("value must be finite, was " + value);
    }
    if (!Double.isFinite(violation) || violation < 0) {
      throw new IllegalArgumentException("violation must be 0 or above, was " + violation);
    }
  }

  /** One that breaks no constraint. */
  public static Score of(double value) {
    return new Score(value, 0);
  }

  /** Whether it has a value and breaks no constraint. */
  public boolean isFeasible() {
    return value != null && violation == 0;
  }

  @Override
  public int compareTo(Score other) {
    if (value == null || other.value == null) {
      int defined = Boolean.compare(value != null, other.value != null);
      return defined != 0 ? defined : Double.compare(other.violation, violation);
    }
    int kept = Double.compare(other.violation, violation);
    return kept != 0 ? kept : Double.compare(value, other.value);
  }
}
