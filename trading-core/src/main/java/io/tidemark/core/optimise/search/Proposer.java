package io.tidemark.core.optimise.search;

import io.tidemark.core.optimise.space.Assignment;
import java.util.List;
import java.util.Optional;

/** Chooses what is tried next. Called for each number once, from 0 on. */
interface Proposer {

  /**
   * @param number of the trial to propose for
   * @param before the trials of all batches before this one, by number
   * @param taken what was proposed for all numbers before, by number, this batch included
   * @return nothing if there is nothing new to try
   */
  Optional<Assignment> propose(int number, List<Trial> before, Proposed taken);
}
