package io.tidemark.core.optimise.space;

import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * Values without an order.
 *
 * @param values two or more different ones: texts, numbers, true and false
 */
public record Choice(String name, List<Object> values) implements Parameter {

  /**
   * @throws IllegalArgumentException if there are fewer than two, one twice, or one of another kind
   */
  public Choice {
    Names.require(name);
    String path = name + ".choices";
    values = values.stream().map(value -> Values.of(path, value)).toList();
    if (values.size() < 2) {
      throw new IllegalArgumentException(
          "%s must have at least two values, was %s".formatted(path, values));
    }
    if (new HashSet<>(values).size() < values.size()) {
      throw new IllegalArgumentException(
          "%s must have each value once, was %s".formatted(path, values));
    }
  }

  @Override
  public OptionalLong count() {
    return OptionalLong.of(values.size());
  }

  @Override
  public Object valueAt(long index) {
    Bounds.requireIndex(name, index, values.size());
    return values.get((int) index);
  }

  @Override
  public Object draw(double unit) {
    return values.get(Math.min((int) (unit * values.size()), values.size() - 1));
  }

  @Override
  public boolean holds(Object value) {
    return values.contains(value);
  }

  @Override
  public String toString() {
    return name + " of " + values.stream().map(Values::text).toList();
  }
}
