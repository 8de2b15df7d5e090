package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.Parameter;
import io.tidemark.core.optimise.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** All there is, in order. */
final class GridProposer implements Proposer {

  private final SearchSpace space;
  private final BigInteger size;

  /**
   * @throws IllegalArgumentException if a parameter has no step
   */
  GridProposer(SearchSpace space) {
    this.space = space;
    this.size =
        space
            .size()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "search.method grid needs a step for each parameter; none has "
                            + withoutStep(space)));
  }

  @Override
  public Optional<Assignment> propose(int number, List<Trial> before, Proposed taken) {
    return BigInteger.valueOf(number).compareTo(size) < 0
        ? Optional.of(space.at(number))
        : Optional.empty();
  }

  private static String withoutStep(SearchSpace space) {
    return space.parameters().stream()
        .filter(parameter -> parameter.count().isEmpty())
        .map(Parameter::name)
        .collect(Collectors.joining(", "));
  }
}
