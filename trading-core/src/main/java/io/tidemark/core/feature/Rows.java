package io.tidemark.core.feature;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of a table by number, rising. Immutable. */
public final class Rows {

  private final int[] numbers;

  private Rows(int[] numbers) {
    this.numbers = numbers;
  }

  /**
   * Some rows.
   *
   * @throws IllegalArgumentException if they do not rise, or one is negative
   */
  public static Rows of(int... numbers) {
    int[] kept = numbers.clone();
    for (int i = 0; i < kept.length; i++) {
      if (kept[i] < 0 || (i > 0 && kept[i] <= kept[i - 1])) {
        throw new IllegalArgumentException(
            "rows must rise from 0 on, was %d at place %d".formatted(kept[i], i));
      }
    }
    return new Rows(kept);
  }

  /** The rows from one on and before another; none if there are none between. */
  public static Rows between(int from, int to) {
    return of(IntStream.range(from, to).toArray());
  }

  /** How many there are. */
  public int size() {
    return numbers.length;
  }

  public boolean isEmpty() {
    return numbers.length == 0;
  }

  /**
   * One of them.
   *
   * @param place from 0, below {@link #size}
   */
  public int get(int place) {
    return numbers[place];
  }

  /** Their numbers. */
  public IntStream stream() {
    return Arrays.stream(numbers);
  }

  /** Those of which a condition holds. */
  public Rows where(IntPredicate condition) {
    return new Rows(stream().filter(condition).toArray());
  }

  /** Those at some places, the last not included. */
  public Rows slice(int fromPlace, int toPlace) {
    return new Rows(Arrays.copyOfRange(numbers, fromPlace, toPlace));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Rows rows && Arrays.equals(numbers, rows.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    return Arrays.toString(numbers);
  }
}
