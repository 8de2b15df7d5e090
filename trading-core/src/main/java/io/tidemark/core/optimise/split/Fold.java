package io.tidemark.core.optimise.split;

import io.tidemark.core.history.Span;
import java.util.List;

/**
 * One division of time.
 *
 * @param train what is searched on, in order; none of it overlaps {@code test}
 * @param test what is judged by, in order
 */
public record Fold(List<Span> train, List<Span> test) {

  /**
   * @throws IllegalArgumentException if one of them is empty, or they overlap
   */
  public Fold {
    train = List.copyOf(train);
    test = List.copyOf(test);
    if (train.isEmpty() || test.isEmpty()) {
      throw new IllegalArgumentException(
          "a fold must have time to train and to test on, was %s and %s".formatted(train, test));
    }
    for (Span one : train) {
      for (Span other : test) {
        if (one.overlaps(other)) {
          throw new IllegalArgumentException("%s must not overlap %s".formatted(one, other));
        }
      }
    }
  }
}
