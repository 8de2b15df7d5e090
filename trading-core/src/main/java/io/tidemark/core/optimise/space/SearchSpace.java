package io.tidemark.core.optimise.space;

import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters that are searched.
 *
 * @param parameters one or more, each name once
 */
public record SearchSpace(List<Parameter> parameters) {

  /**
   * @throws IllegalArgumentException if there is none, or a name stands twice
   */
  public SearchSpace {
    parameters = List.copyOf(parameters);
    if (parameters.isEmpty()) {
      throw new IllegalArgumentException("parameters must name at least one parameter to search");
    }
    Set<String> names = new HashSet<>();
    for (Parameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new IllegalArgumentException("parameters." + parameter.name() + " stands twice");
      }
    }
  }

  /**
   * Reads the section {@code parameters} of a search: a map from name to {@code {from, to, step,
   * scale, type}}, {@code {choices}} or a plain list of choices.
   *
   * @throws IllegalArgumentException if anything does not fit; all that is wrong, a line each, each
   *     beginning with its key
   */
  public static SearchSpace of(Map<?, ?> section) {
    return SearchSpaceReader.read(section);
  }

  /** How many assignments there are; empty if a parameter has no step. */
  public Optional<BigInteger> size() {
    BigInteger size = BigInteger.ONE;
    for (Parameter parameter : parameters) {
      OptionalLong count = parameter.count();
      if (count.isEmpty()) {
        return Optional.empty();
      }
      size = size.multiply(BigInteger.valueOf(count.getAsLong()));
    }
    return Optional.of(size);
  }

  /**
   * The assignment at a place of the grid, of which the last parameter changes fastest.
   *
   * @param index from 0, below {@link #size()}
   * @throws IllegalArgumentException if there is none, or a parameter has no step
   */
  public Assignment at(long index) {
    Object[] chosen = new Object[parameters.size()];
    long rest = index;
    for (int i = parameters.size() - 1; i >= 0; i--) {
      Parameter parameter = parameters.get(i);
      long count = parameter.count().orElse(1);
      chosen[i] = parameter.valueAt(rest % count);
      rest /= count;
    }
    if (rest != 0) {
      throw new IllegalArgumentException("the grid has no assignment " + index);
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < chosen.length; i++) {
      values.put(parameters.get(i).name(), chosen[i]);
    }
    return new Assignment(values);
  }

  /**
   * The parameter of a name.
   *
   * @throws IllegalArgumentException if it is not searched
   */
  public Parameter parameter(String name) {
    return parameters.stream()
        .filter(parameter -> parameter.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s is not searched; searched are %s".formatted(name, names())));
  }

  /**
   * Checks that an assignment is one of this space.
   *
   * @throws IllegalArgumentException if a parameter is missing, another is there, or a value is
   *     outside of its range
   */
  public void require(Assignment assignment) {
    for (Parameter parameter : parameters) {
      Object value = assignment.value(parameter.name());
      if (!parameter.holds(value)) {
        throw new IllegalArgumentException(
            "%s must be of %s, was %s".formatted(parameter.name(), parameter, Values.text(value)));
      }
    }
    if (assignment.values().size() != parameters.size()) {
      throw new IllegalArgumentException(
          "an assignment must be of %s, was %s".formatted(names(), assignment));
    }
  }

  private String names() {
    return parameters.stream().map(Parameter::name).collect(Collectors.joining(", "));
  }
}
