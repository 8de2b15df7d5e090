package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import io.tidemark.core.optimise.space.SearchSpace;
import java.util.List;
import java.util.Optional;

/** Draws at random, whatever was told. */
final class RandomProposer implements Proposer {

  private final SpaceWalk walk;

  RandomProposer(SearchSpace space, long seed) {
    this.walk = new SpaceWalk(space, seed);
  }

  @Override
  public Optional<Assignment> propose(int number, List<Trial> before, Proposed taken) {
    return walk.next(taken);
  }
}
